package dev.omendb.sql.parse.node;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// One key of CREATE INDEX or of an ON CONFLICT target. `column` is set when the key is a plain
/// column, else `expression`; `text` is the key as typed.
public record IndexElement(
    @Nullable String column,
    @Nullable SqlNode expression,
    String text,
    @Nullable ObjectName collation,
    @Nullable ObjectName operatorClass,
    List<Option> operatorClassOptions,
    boolean descending,
    @Nullable Boolean nullsFirst,
    int position) {
  public IndexElement {
    operatorClassOptions = List.copyOf(operatorClassOptions);
  }
}
