package dev.omendb.sql.command.session;

import dev.omendb.sql.function.system.NotificationSender;
import dev.omendb.sql.plan.QueryPlanner;
import dev.omendb.sql.session.Database;
import dev.omendb.sql.session.Session;
import java.util.HashMap;
import java.util.Map;

/// What commands and functions need beside a session: for the map of services of [Database].
public final class CommandServices {
  private CommandServices() {}

  /// @param planner the one that plans the sessions' statements
  public static Map<Class<?>, Database.ServiceFactory<?>> of(QueryPlanner planner) {
    NotificationHub hub = new NotificationHub();
    Map<Class<?>, Database.ServiceFactory<?>> services = new HashMap<>();
    services.put(QueryPlanner.class, session -> planner);
    services.put(Notifications.class, session -> notifications(session, hub));
    services.put(NotificationSender.class, session -> notifications(session, hub));
    return services;
  }

  /// One for a session, under both names.
  private static Notifications notifications(Session session, NotificationHub hub) {
    return session.services().get(Notifications.class, () -> new Notifications(session, hub));
  }
}
