package dev.omendb.sql.session;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.storage.StorageEngine;
import dev.omendb.sql.catalog.CatalogViewCache;
import dev.omendb.sql.catalog.RelationSizes;
import dev.omendb.sql.catalog.SystemTables;
import dev.omendb.sql.catalog.function.SessionNames;
import dev.omendb.sql.function.system.AdvisoryLocks;
import dev.omendb.sql.function.system.Backends;
import dev.omendb.sql.function.system.SessionSequences;
import dev.omendb.sql.type.CatalogNames;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The server's shared state above storage: the sessions, the settings' defaults, the planner. One
/// for each process. Thread-safe.
public final class Database implements AutoCloseable {
  private final StorageEngine storage;
  private final SettingList settingList;
  private final SystemTables systemTables;
  private final StatementPlanner planner;
  private final Map<Class<?>, ServiceFactory<?>> services;
  private final Map<Integer, Session> sessions = new ConcurrentHashMap<>();
  private final AtomicInteger nextBackendId = new AtomicInteger(1000);
  private final SecureRandom keys = new SecureRandom();
  private final long startMicros = Clocks.nowMicros();

  /// Makes a service of the SQL layer for a session.
  @FunctionalInterface
  public interface ServiceFactory<T> {
    T create(Session session);
  }

  public Database(
      StorageEngine storage,
      SettingList settingList,
      SystemTables systemTables,
      StatementPlanner planner,
      Map<Class<?>, ServiceFactory<?>> services) {
    this.storage = storage;
    this.settingList = settingList;
    this.systemTables = systemTables;
    this.planner = planner;
    Map<Class<?>, ServiceFactory<?>> all = new HashMap<>(services);
    all.putIfAbsent(SessionSequences.class, session -> new SessionSequences());
    all.putIfAbsent(Database.class, session -> this);
    all.putIfAbsent(Session.class, session -> session);
    all.putIfAbsent(SystemTables.class, session -> systemTables);
    all.putIfAbsent(CatalogViewCache.class, session -> new CatalogViewCache());
    all.putIfAbsent(RelationSizes.class, session -> new RelationSizes());
    all.putIfAbsent(CatalogNames.class, session -> new SessionNames(session.context()));
    all.putIfAbsent(Backends.class, session -> new SessionBackends(sessions));
    all.putIfAbsent(AdvisoryLocks.class, Session::advisoryLocks);
    this.services = Map.copyOf(all);
  }

  public StorageEngine storage() {
    return storage;
  }

  public SettingList settingList() {
    return settingList;
  }

  public SystemTables systemTables() {
    return systemTables;
  }

  /// When the server started, µs since 2000-01-01 UTC.
  public long startMicros() {
    return startMicros;
  }

  /// Plans statements that commands run themselves.
  public StatementPlanner planner() {
    return planner;
  }

  <T> T service(Class<T> kind, Session session) {
    ServiceFactory<?> factory = services.get(kind);
    if (factory == null) {
      throw new IllegalStateException("no service " + kind.getName());
    }
    T made = kind.cast(factory.create(session));
    session.services().put(kind, made);
    return made;
  }

  /// Opens a session for an authenticated user.
  /// Errors (FATAL to the wire layer): 3D000 `database "x" does not exist`, 28000 `role "x" does
  /// not exist`, 42704 for an unknown setting.
  public Session connect(
      String user, String databaseName, Map<String, String> startup, ClientChannel client) {
    Catalog catalog = storage.catalog();
    CatalogObject.Role role =
        catalog
            .role(user)
            .orElseThrow(
                () ->
                    new DatabaseException(
                        SqlState.INVALID_AUTHORIZATION_SPECIFICATION,
                        "role \"" + user + "\" does not exist"));
    if (!role.canLogin()) {
      throw new DatabaseException(
          SqlState.INVALID_AUTHORIZATION_SPECIFICATION,
          "role \"" + user + "\" is not permitted to log in");
    }
    CatalogObject.Database database =
        catalog
            .database(databaseName)
            .orElseThrow(
                () ->
                    new DatabaseException(
                        SqlState.INVALID_CATALOG_NAME,
                        "database \"" + databaseName + "\" does not exist"));
    Map<String, String> settings = new LinkedHashMap<>();
    settings.putAll(storedSettings(catalog, database.oid(), 0));
    settings.putAll(storedSettings(catalog, 0, role.oid()));
    settings.putAll(storedSettings(catalog, database.oid(), role.oid()));
    settings.putAll(startup);
    settings.put("session_authorization", user);
    int backendId = nextBackendId.incrementAndGet();
    SessionIdentity identity =
        new SessionIdentity(backendId, keys.nextInt(), user, databaseName, database.oid());
    Session session = new Session(this, identity, client, settings);
    sessions.put(backendId, session);
    return session;
  }

  /// ALTER DATABASE … SET and ALTER ROLE … SET.
  private static Map<String, String> storedSettings(
      Catalog catalog, long databaseOid, long roleOid) {
    Map<String, String> values = new HashMap<>();
    for (CatalogObject.Settings stored : catalog.all(CatalogObject.Settings.class)) {
      if (stored.databaseOid() == databaseOid && stored.roleOid() == roleOid) {
        values.putAll(stored.values());
      }
    }
    return values;
  }

  /// CancelRequest: silently ignores a wrong key, as PostgreSQL does.
  public void cancel(int backendId, int secretKey) {
    Session session = sessions.get(backendId);
    if (session != null && session.identity().secretKey() == secretKey) {
      session.cancel();
    }
  }

  /// The open sessions: pg_stat_activity, NOTIFY.
  public Iterable<Session> sessions() {
    return sessions.values();
  }

  void forget(Session session) {
    sessions.remove(session.identity().backendId());
  }

  /// Closes the storage engine. The wire layer has closed all sessions.
  @Override
  public void close() {
    storage.close();
  }
}
