package dev.omendb.engine.storage.table;

/// Where rows that were private to a transaction go when it commits.
///
/// @param segmentNumber the shared segment
/// @param start position of the first row in it
/// @param adopted the private block becomes that segment, instead of being copied into it
public record Placement(int segmentNumber, int start, boolean adopted) {}
