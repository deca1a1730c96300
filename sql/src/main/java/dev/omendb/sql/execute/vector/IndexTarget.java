package dev.omendb.sql.execute.vector;

import dev.omendb.sql.execute.scan.ScanFilter;
import dev.omendb.sql.expression.Expression;
import org.jspecify.annotations.Nullable;

/// A vector index and what its keys are compared with.
///
/// @param attnum the column it is over, or 0 for an expression
/// @param query the other operand, reading parameters and outer rows only
/// @param orderText the distance expression as EXPLAIN prints it
/// @param withoutKey the conditions on the rows, and that the key is NULL: for an expression
/// @param coversFilter the index holds no rows but those that pass the filter
/// @param scoresAll a search scores all rows of the index
public record IndexTarget(
    long oid,
    String name,
    int attnum,
    Expression query,
    String orderText,
    @Nullable ScanFilter withoutKey,
    boolean coversFilter,
    boolean scoresAll) {}
