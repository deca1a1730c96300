package dev.omendb.sql.session;

import static dev.omendb.sql.session.SettingKinds.atStart;
import static dev.omendb.sql.session.SettingKinds.bool;
import static dev.omendb.sql.session.SettingKinds.choice;
import static dev.omendb.sql.session.SettingKinds.detailed;
import static dev.omendb.sql.session.SettingKinds.integer;
import static dev.omendb.sql.session.SettingKinds.internal;
import static dev.omendb.sql.session.SettingKinds.real;
import static dev.omendb.sql.session.SettingKinds.reported;
import static dev.omendb.sql.session.SettingKinds.text;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.error.StackLimit;
import java.time.DateTimeException;
import java.util.List;
import java.util.Locale;

/// The parameters of this server: PostgreSQL's that clients set or read, pgvector's and our own.
/// Those without an effect here are accepted because every client library sets them and a value
/// that is kept and shown is what it relies on; docs/compatibility.md names them.
public final class BuiltInSettings {
  /// PostgreSQL version whose catalogs and behaviour clients may expect.
  public static final String SERVER_VERSION = "15.20";

  private static final String CLIENT = "Client Connection Defaults / Statement Behavior";
  private static final String LOCALE = "Client Connection Defaults / Locale and Formatting";
  private static final String PRESET = "Preset Options";
  private static final String COMPATIBILITY =
      "Version and Platform Compatibility / Previous PostgreSQL Versions";
  private static final String PLANNER = "Query Tuning / Planner Method Configuration";
  private static final String OTHER_PLANNER = "Query Tuning / Other Planner Options";
  private static final String RESOURCES = "Resource Usage / Memory";
  private static final String LOGGING = "Reporting and Logging / What to Log";
  private static final String VECTOR = "Customized Options";

  private BuiltInSettings() {}

  /// @param productVersion OmenDB's own version
  public static SettingList create(String productVersion) {
    return new SettingList(
        java.util.stream.Stream.of(
                connection(productVersion), formatting(), behaviour(), planner(), logging(),
                vector())
            .flatMap(List::stream)
            .toList());
  }

  private static List<Setting> connection(String productVersion) {
    return List.of(
        reported(text("application_name", "", LOGGING,
            "Sets the application name to be reported in statistics and logs.")),
        reported(text("client_encoding", "UTF8", LOCALE,
            "Sets the client's character set encoding.", BuiltInSettings::encoding)),
        internal(reported(text("server_encoding", "UTF8", PRESET,
            "Shows the server (database) character set encoding."))),
        internal(reported(text("server_version",
            SERVER_VERSION + " (OmenDB " + productVersion + ")", PRESET,
            "Shows the server version."))),
        internal(text("server_version_num", "150020", PRESET,
            "Shows the server version as an integer.")),
        internal(reported(bool("integer_datetimes", true, PRESET,
            "Shows whether datetimes are integer based."))),
        internal(reported(bool("in_hot_standby", false, PRESET,
            "Shows whether hot standby is currently active."))),
        internal(reported(bool("is_superuser", true, PRESET,
            "Shows whether the current user is a superuser."))),
        reported(text("session_authorization", "postgres", PRESET, "Sets the session user name.")),
        text("role", "none", PRESET, "Sets the current role."),
        internal(text("lc_collate", "C.UTF-8", PRESET, "Shows the collation order locale.")),
        internal(text("lc_ctype", "C.UTF-8", PRESET,
            "Shows the character classification and case conversion locale.")),
        text("lc_messages", "C.UTF-8", LOCALE,
            "Sets the language in which messages are displayed."),
        text("lc_monetary", "C.UTF-8", LOCALE, "Sets the locale for formatting monetary amounts."),
        text("lc_numeric", "C.UTF-8", LOCALE, "Sets the locale for formatting numbers."),
        text("lc_time", "C.UTF-8", LOCALE, "Sets the locale for formatting date and time values."),
        internal(integer("block_size", 8192, 8192, 8192, "", PRESET,
            "Shows the size of a disk block.")),
        internal(integer("max_identifier_length", 63, 63, 63, "", PRESET,
            "Shows the maximum identifier length.")),
        internal(integer("max_index_keys", 32, 32, 32, "", PRESET,
            "Shows the maximum number of index keys.")),
        internal(bool("data_checksums", true, PRESET,
            "Shows whether data checksums are turned on for this cluster.")),
        atStart(integer("max_connections", 1000, 1, 262143, "",
            "Connections and Authentication / Connection Settings",
            "Sets the maximum number of concurrent connections.")),
        atStart(integer("max_stack_depth", StackLimit.KILOBYTES, 100, 2147483647, "kB", RESOURCES,
            "Sets the maximum stack depth, in kilobytes.")),
        atStart(integer("port", 5432, 1, 65535, "",
            "Connections and Authentication / Connection Settings",
            "Sets the TCP port the server listens on.")),
        atStart(text("listen_addresses", "127.0.0.1",
            "Connections and Authentication / Connection Settings",
            "Sets the host name or IP address(es) to listen to.")),
        atStart(text("data_directory", "", "File Locations", "Sets the server's data directory.")),
        atStart(bool("ssl", false, "Connections and Authentication / SSL",
            "Enables SSL connections.")),
        atStart(choice("wal_level", "replica", List.of("minimal", "replica", "logical"),
            "Write-Ahead Log / Settings", "Sets the level of information written to the WAL.")),
        atStart(integer("max_prepared_transactions", 0, 0, 262143, "", RESOURCES,
            "Sets the maximum number of simultaneously prepared transactions.")),
        choice("password_encryption", "scram-sha-256", List.of("scram-sha-256"),
            "Connections and Authentication / Authentication",
            "Chooses the algorithm for encrypting passwords."));
  }

  private static List<Setting> formatting() {
    return List.of(
        reported(text("DateStyle", "ISO, MDY", LOCALE,
            "Sets the display format for date and time values.", DateStyleSetting::normalise)),
        reported(choice("IntervalStyle", "postgres", List.of("postgres", "postgres_verbose",
            "sql_standard", "iso_8601"), LOCALE, "Sets the display format for interval values.")),
        reported(text("TimeZone", "Etc/UTC", LOCALE,
            "Sets the time zone for displaying and interpreting time stamps.",
            BuiltInSettings::timeZone)),
        integer("extra_float_digits", 1, -15, 3, "", LOCALE,
            "Sets the number of digits displayed for floating-point values."),
        choice("bytea_output", "hex", List.of("escape", "hex"), CLIENT,
            "Sets the output format for bytea."),
        choice("xmloption", "content", List.of("content", "document"), CLIENT,
            "Sets whether XML data in implicit parsing and serialization operations is to be "
                + "considered as documents or content fragments."),
        text("default_text_search_config", "pg_catalog.simple", LOCALE,
            "Sets default text search configuration."),
        choice("client_min_messages", "notice", List.of("debug5", "debug4", "debug3", "debug2",
            "debug1", "log", "notice", "warning", "error"), CLIENT,
            "Sets the message levels that are sent to the client."));
  }

  private static List<Setting> behaviour() {
    return List.of(
        text("search_path", "\"$user\", public", CLIENT,
            "Sets the schema search order for names that are not schema-qualified."),
        text("default_tablespace", "", CLIENT,
            "Sets the default tablespace to create tables and indexes in."),
        text("temp_tablespaces", "", CLIENT,
            "Sets the tablespace(s) to use for temporary tables and sort files."),
        text("default_table_access_method", "heap", CLIENT,
            "Sets the default table access method for new tables."),
        choice("default_transaction_isolation", "read committed", List.of("serializable",
            "repeatable read", "read committed", "read uncommitted"), CLIENT,
            "Sets the transaction isolation level of each new transaction."),
        reported(bool("default_transaction_read_only", false, CLIENT,
            "Sets the default read-only status of new transactions.")),
        bool("default_transaction_deferrable", false, CLIENT,
            "Sets the default deferrable status of new transactions."),
        reported(bool("standard_conforming_strings", true, COMPATIBILITY,
            "Causes '...' strings to treat backslashes literally.")),
        bool("escape_string_warning", true, COMPATIBILITY,
            "Warn about backslash escapes in ordinary string literals."),
        bool("quote_all_identifiers", false, COMPATIBILITY,
            "When generating SQL fragments, quote all identifiers."),
        bool("transform_null_equals", false, COMPATIBILITY, "Treats expr=NULL as expr IS NULL."),
        choice("backslash_quote", "safe_encoding", List.of("safe_encoding", "on", "off"),
            COMPATIBILITY, "Sets whether a backslash quote is allowed in string literals."),
        bool("lo_compat_privileges", false, COMPATIBILITY,
            "Enables backward compatibility mode for privilege checks on large objects."),
        bool("synchronize_seqscans", true, COMPATIBILITY, "Enables synchronized sequential scans."),
        bool("check_function_bodies", true, CLIENT,
            "Check routine bodies during CREATE FUNCTION and CREATE PROCEDURE."),
        bool("row_security", true, CLIENT, "Enables row security."),
        choice("session_replication_role", "origin", List.of("origin", "replica", "local"), CLIENT,
            "Sets the session's behavior for triggers and rewrite rules."),
        choice("synchronous_commit", "on", List.of("local", "remote_write", "remote_apply", "on",
            "off"), "Write-Ahead Log / Settings",
            "Sets the current transaction's synchronization level."),
        integer("statement_timeout", 0, 0, Integer.MAX_VALUE, "ms", CLIENT,
            "Sets the maximum allowed duration of any statement."),
        integer("lock_timeout", 0, 0, Integer.MAX_VALUE, "ms", CLIENT,
            "Sets the maximum allowed duration of any wait for a lock."),
        integer("idle_in_transaction_session_timeout", 0, 0, Integer.MAX_VALUE, "ms", CLIENT,
            "Sets the maximum allowed idle time between queries, when in a transaction."),
        integer("idle_session_timeout", 0, 0, Integer.MAX_VALUE, "ms", CLIENT,
            "Sets the maximum allowed idle time between queries, when not in a transaction."),
        integer("deadlock_timeout", 1000, 1, Integer.MAX_VALUE, "ms", "Lock Management",
            "Sets the time to wait on a lock before checking for deadlock."),
        integer("tcp_keepalives_idle", 0, 0, Integer.MAX_VALUE, "s", CLIENT,
            "Time between issuing TCP keepalives."),
        integer("tcp_keepalives_interval", 0, 0, Integer.MAX_VALUE, "s", CLIENT,
            "Time between TCP keepalive retransmits."),
        integer("tcp_keepalives_count", 0, 0, Integer.MAX_VALUE, "", CLIENT,
            "Maximum number of TCP keepalive retransmits."),
        integer("gin_fuzzy_search_limit", 0, 0, Integer.MAX_VALUE, "", CLIENT,
            "Sets the maximum allowed result for exact search by GIN."),
        bool("array_nulls", true, COMPATIBILITY, "Enable input of NULL elements in arrays."));
  }

  private static List<Setting> planner() {
    return List.of(
        bool("enable_seqscan", true, PLANNER,
            "Enables the planner's use of sequential-scan plans."),
        bool("enable_indexscan", true, PLANNER, "Enables the planner's use of index-scan plans."),
        bool("enable_indexonlyscan", true, PLANNER,
            "Enables the planner's use of index-only-scan plans."),
        bool("enable_bitmapscan", true, PLANNER, "Enables the planner's use of bitmap-scan plans."),
        bool("enable_sort", true, PLANNER, "Enables the planner's use of explicit sort steps."),
        bool("enable_hashjoin", true, PLANNER, "Enables the planner's use of hash join plans."),
        bool("enable_hashagg", true, PLANNER,
            "Enables the planner's use of hashed aggregation plans."),
        bool("enable_mergejoin", true, PLANNER, "Enables the planner's use of merge join plans."),
        bool("enable_nestloop", true, PLANNER,
            "Enables the planner's use of nested-loop join plans."),
        bool("enable_material", true, PLANNER, "Enables the planner's use of materialization."),
        bool("enable_memoize", true, PLANNER, "Enables the planner's use of memoization."),
        bool("enable_partition_pruning", true, PLANNER,
            "Enables plan-time and execution-time partition pruning."),
        bool("enable_tidscan", true, PLANNER, "Enables the planner's use of TID scan plans."),
        bool("geqo", true, PLANNER, "Enables genetic query optimization."),
        bool("jit", false, PLANNER, "Allow JIT compilation."),
        choice("plan_cache_mode", "auto", List.of("auto", "force_generic_plan",
            "force_custom_plan"), PLANNER,
            "Controls the planner's selection of custom or generic plan."),
        choice("constraint_exclusion", "partition", List.of("partition", "on", "off"), PLANNER,
            "Enables the planner to use constraints to optimize queries."),
        real("cursor_tuple_fraction", 0.1, 0, 1, OTHER_PLANNER,
            "Sets the planner's estimate of the fraction of a cursor's rows that will be "
                + "retrieved."),
        real("random_page_cost", 4, 0, 1e300, PLANNER,
            "Sets the planner's estimate of the cost of a nonsequentially fetched disk page."),
        real("seq_page_cost", 1, 0, 1e300, PLANNER,
            "Sets the planner's estimate of the cost of a sequentially fetched disk page."),
        real("cpu_tuple_cost", 0.01, 0, 1e300, PLANNER,
            "Sets the planner's estimate of the cost of processing each tuple (row)."),
        integer("work_mem", 65536, 64, Integer.MAX_VALUE, "kB", RESOURCES,
            "Sets the maximum memory to be used for query workspaces."),
        integer("maintenance_work_mem", 1048576, 1024, Integer.MAX_VALUE, "kB", RESOURCES,
            "Sets the maximum memory to be used for maintenance operations."),
        integer("temp_buffers", 1024, 100, 1073741823, "8kB", RESOURCES,
            "Sets the maximum number of temporary buffers used by each session."),
        integer("effective_cache_size", 524288, 1, Integer.MAX_VALUE, "8kB", PLANNER,
            "Sets the planner's assumption about the total size of the data caches."),
        integer("effective_io_concurrency", 1, 0, 1000, "", RESOURCES,
            "Number of simultaneous requests that can be handled efficiently by the disk "
                + "subsystem."),
        atStart(integer("shared_buffers", 16384, 16, 1073741823, "8kB", RESOURCES,
            "Sets the number of shared memory buffers used by the server.")),
        integer("max_parallel_workers_per_gather", 2, 0, 1024, "", RESOURCES,
            "Sets the maximum number of parallel processes per executor node."),
        integer("max_parallel_workers", 8, 0, 1024, "", RESOURCES,
            "Sets the maximum number of parallel workers that can be active at one time."),
        integer("max_parallel_maintenance_workers", 2, 0, 1024, "", RESOURCES,
            "Sets the maximum number of parallel processes per maintenance operation."),
        real("min_parallel_table_scan_size", 1024, 0, 715827882, PLANNER,
            "Sets the minimum amount of table data for a parallel scan."),
        real("parallel_setup_cost", 1000, 0, 1e300, PLANNER,
            "Sets the planner's estimate of the cost of starting up worker processes for "
                + "parallel query."),
        real("parallel_tuple_cost", 0.1, 0, 1e300, PLANNER,
            "Sets the planner's estimate of the cost of passing each tuple from worker to "
                + "leader backend."));
  }

  private static List<Setting> logging() {
    return List.of(
        bool("log_duration", false, LOGGING, "Logs the duration of each completed SQL statement."),
        choice("log_statement", "none", List.of("none", "ddl", "mod", "all"), LOGGING,
            "Sets the type of statements logged."),
        integer("log_min_duration_statement", -1, -1, Integer.MAX_VALUE, "ms", LOGGING,
            "Sets the minimum execution time above which all statements will be logged."),
        choice("log_min_messages", "warning", List.of("debug5", "debug4", "debug3", "debug2",
            "debug1", "info", "notice", "warning", "error", "log", "fatal", "panic"), LOGGING,
            "Sets the message levels that are logged."),
        choice("log_error_verbosity", "default", List.of("terse", "default", "verbose"), LOGGING,
            "Sets the verbosity of logged messages."),
        bool("track_activities", true, "Statistics / Cumulative Query and Index Statistics",
            "Collects information about executing commands."),
        bool("track_counts", true, "Statistics / Cumulative Query and Index Statistics",
            "Collects statistics on database activity."));
  }

  private static List<Setting> vector() {
    return List.of(
        detailed(
            "Valid range is 1..1000.",
            integer("hnsw.ef_search", 40, 1, 1000, "", VECTOR,
                "Sets the size of the dynamic candidate list for search")),
        choice("hnsw.iterative_scan", "off", List.of("off", "relaxed_order", "strict_order"),
            VECTOR, "Sets the mode for iterative scans"),
        integer("hnsw.max_scan_tuples", 20000, 1, Integer.MAX_VALUE, "", VECTOR,
            "Sets the max number of tuples to visit for iterative scans"),
        real("hnsw.scan_mem_multiplier", 1, 1, 1000, VECTOR,
            "Sets the multiple of work_mem to use for iterative scans"),
        detailed(
            "Valid range is 1..lists.",
            integer("ivfflat.probes", 1, 1, 32768, "", VECTOR, "Sets the number of probes")),
        choice("ivfflat.iterative_scan", "off", List.of("off", "relaxed_order"), VECTOR,
            "Sets the mode for iterative scans"),
        integer("ivfflat.max_probes", 32768, 1, 32768, "", VECTOR,
            "Sets the max number of probes for iterative scans"),
        real("omendb.target_recall", 0.95, 0.5, 1, VECTOR,
            "Sets the recall that index searches aim for when no effort is set explicitly."),
        choice("omendb.compute", "auto", List.of("auto", "scalar", "simd"), VECTOR,
            "Chooses the distance kernels."));
  }

  private static String encoding(String value) {
    String name = value.replace("'", "").replace("-", "").replace("_", "").toUpperCase(Locale.ROOT);
    return switch (name) {
      case "UTF8", "UNICODE" -> "UTF8";
      case "SQLASCII" -> "SQL_ASCII";
      default ->
          throw new DatabaseException(
              SqlState.INVALID_PARAMETER_VALUE,
              "invalid value for parameter \"client_encoding\": \"" + value + "\"");
    };
  }

  /// Names, offsets such as `+02` or `-5.5` (hours, ISO sign), and `LOCAL`.
  private static String timeZone(String value) {
    try {
      if (value.equalsIgnoreCase("local") || value.equalsIgnoreCase("default")) {
        return "Etc/UTC";
      }
      if (value.matches("[+-]?[0-9]+(\\.[0-9]+)?")) {
        return TimeZones.fromOffsetHours(Double.parseDouble(value));
      }
      return TimeZones.canonicalName(value);
    } catch (DateTimeException e) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE,
          "invalid value for parameter \"TimeZone\": \"" + value + "\"");
    }
  }
}
