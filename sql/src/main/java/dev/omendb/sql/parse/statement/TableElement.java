package dev.omendb.sql.parse.statement;

import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.node.TypeName;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What stands between the parentheses of CREATE TABLE.
public sealed interface TableElement {
  /// A column. The column's constraints are in source order; see [Constraint]. Conflicting ones
  /// (NULL NOT NULL, two defaults) are left to the catalog, which knows the table's name.
  record Column(
      String name,
      TypeName type,
      @Nullable ObjectName collation,
      @Nullable String storage,
      @Nullable String compression,
      List<Constraint> constraints,
      int position)
      implements TableElement {
    public Column {
      constraints = List.copyOf(constraints);
    }
  }

  /// A table constraint.
  record TableConstraint(Constraint constraint) implements TableElement {}

  /// LIKE table INCLUDING …; the set holds the included kinds.
  record Like(ObjectName table, Set<LikeKind> including) implements TableElement {
    public Like {
      including = Set.copyOf(including);
    }
  }

  /// What LIKE may copy.
  enum LikeKind {
    COMMENTS,
    COMPRESSION,
    CONSTRAINTS,
    DEFAULTS,
    GENERATED,
    IDENTITY,
    INDEXES,
    STATISTICS,
    STORAGE
  }
}
