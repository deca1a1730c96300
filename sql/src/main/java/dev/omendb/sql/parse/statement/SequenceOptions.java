package dev.omendb.sql.parse.statement;

import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.node.TypeName;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// The options of CREATE and ALTER SEQUENCE and of identity columns; null means not said.
/// `noMinimum` and `noMaximum` are NO MINVALUE and NO MAXVALUE. `restart` without `restartWith`
/// restarts at the start value. `ownedBy` is table.column; its single part `none` is OWNED BY NONE.
public record SequenceOptions(
    @Nullable TypeName type,
    @Nullable BigInteger start,
    @Nullable BigInteger increment,
    @Nullable BigInteger minimum,
    boolean noMinimum,
    @Nullable BigInteger maximum,
    boolean noMaximum,
    @Nullable BigInteger cache,
    @Nullable Boolean cycle,
    boolean restart,
    @Nullable BigInteger restartWith,
    @Nullable ObjectName ownedBy,
    @Nullable ObjectName sequenceName) {}
