package dev.omendb.sql.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The ParameterStatus messages of a new connection.
final class ReportedSettings {
  private static final List<String> ORDER =
      List.of(
          "application_name", "client_encoding", "DateStyle", "default_transaction_read_only",
          "in_hot_standby", "integer_datetimes", "IntervalStyle", "is_superuser",
          "server_encoding", "server_version", "session_authorization",
          "standard_conforming_strings", "TimeZone");

  private ReportedSettings() {}

  static Map<String, String> of(Settings settings) {
    Map<String, String> reported = new LinkedHashMap<>();
    for (String name : ORDER) {
      reported.put(name, settings.get(name));
    }
    return reported;
  }
}
