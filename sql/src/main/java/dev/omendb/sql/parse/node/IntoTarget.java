package dev.omendb.sql.parse.node;

/// The table SELECT INTO creates.
public record IntoTarget(ObjectName name, boolean temporary, boolean unlogged) {}
