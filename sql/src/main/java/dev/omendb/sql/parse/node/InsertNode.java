package dev.omendb.sql.parse.node;

import java.util.List;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// INSERT. `source` null: DEFAULT VALUES; a [QueryExpression] whose body is [ValuesBlock] may hold
/// [DefaultMarker]s.
public final class InsertNode extends PgNode {
  /// OVERRIDING … VALUE.
  public enum Overriding {
    NONE,
    SYSTEM,
    USER
  }

  public final @Nullable WithClause with;
  public final ObjectName table;
  public final @Nullable String alias;
  public final List<ColumnTarget> columns;
  public final Overriding overriding;
  public final @Nullable QueryExpression source;
  public final @Nullable OnConflict onConflict;
  public final List<SelectItem> returning;

  public InsertNode(
      @Nullable WithClause with,
      ObjectName table,
      @Nullable String alias,
      List<ColumnTarget> columns,
      Overriding overriding,
      @Nullable QueryExpression source,
      @Nullable OnConflict onConflict,
      List<SelectItem> returning,
      SqlParserPos position) {
    super(position);
    this.with = with;
    this.table = table;
    this.alias = alias;
    this.columns = List.copyOf(columns);
    this.overriding = overriding;
    this.source = source;
    this.onConflict = onConflict;
    this.returning = List.copyOf(returning);
  }

  @Override
  void children(Children out) {
    out.addIfPresent(with);
    out.addIfPresent(source);
    out.addIfPresent(onConflict);
    out.addAll(returning);
  }
}
