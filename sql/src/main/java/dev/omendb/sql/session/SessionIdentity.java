package dev.omendb.sql.session;

/// Who is connected, where to, and the key a CancelRequest must show.
///
/// @param backendId pg_backend_pid()
public record SessionIdentity(
    int backendId, int secretKey, String user, String databaseName, long databaseOid) {}
