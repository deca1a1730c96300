package dev.omendb.sql.parse.node;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// A node of a parsed PostgreSQL query or expression that Calcite has no class for. The tree has
/// these, and of Calcite's own: SqlIdentifier (a column reference, names already folded; `t.*` and
/// `*` have isStar()) and SqlDynamicParam (`$n`, index n - 1).
///
/// Nodes are immutable. The position's column is the 1-based character index in the statement that
/// PostgreSQL reports for an error at this node (an operator's for an operator call, a function's
/// name for a call); its line is always 1. Visitors see a node's children as operands. `toString()`
/// is SQL with every operator in parentheses.
public abstract sealed class PgNode extends SqlCall
    permits ArrayConstructor,
        Assignment,
        Between,
        CaseExpression,
        Cast,
        Collate,
        CommonTable,
        Constant,
        CurrentOf,
        DefaultMarker,
        DeleteNode,
        DistinctTest,
        FieldAccess,
        FunctionCall,
        FunctionReference,
        GroupingSet,
        InList,
        InsertNode,
        IsTest,
        JoinReference,
        KeywordCall,
        LogicalCall,
        OnConflict,
        OperatorCall,
        Quantified,
        QueryExpression,
        RowConstructor,
        RowLock,
        SelectBlock,
        SelectItem,
        SetOperation,
        SortItem,
        SubqueryExpression,
        SubqueryReference,
        Subscript,
        TableReference,
        TypeName,
        UpdateNode,
        ValueFunction,
        ValuesBlock,
        WindowSpec,
        WithClause {
  private static final SqlOperator OPERATOR = new SqlSpecialOperator("PG", SqlKind.OTHER);

  PgNode(SqlParserPos position) {
    super(position);
  }

  /// Adds the direct children in source order.
  abstract void children(Children out);

  /// The 1-based character index PostgreSQL's error messages carry.
  public final int position() {
    return getParserPosition().getColumnNum();
  }

  @Override
  public final SqlOperator getOperator() {
    return OPERATOR;
  }

  @Override
  public final List<SqlNode> getOperandList() {
    Children out = new Children();
    children(out);
    return out.nodes;
  }

  @Override
  public final void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    writer.print(toString());
  }

  @Override
  public final String toString() {
    return NodePrinter.print(this);
  }

  /// Collects children; only the node classes see it.
  static final class Children {
    private final List<SqlNode> nodes = new ArrayList<>();

    void add(SqlNode node) {
      nodes.add(node);
    }

    void addIfPresent(@Nullable SqlNode node) {
      if (node != null) {
        nodes.add(node);
      }
    }

    void addAll(List<? extends SqlNode> list) {
      nodes.addAll(list);
    }
  }
}
