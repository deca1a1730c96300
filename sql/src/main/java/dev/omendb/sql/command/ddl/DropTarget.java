package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Table;

/// Something that DROP removes: a whole object, or a part of a table.
sealed interface DropTarget {
  record Whole(CatalogObject object) implements DropTarget {
    @Override
    public boolean equals(Object other) {
      return other instanceof Whole(CatalogObject o) && o.oid() == object.oid();
    }

    @Override
    public int hashCode() {
      return Long.hashCode(object.oid());
    }
  }

  record ColumnOf(long tableOid, int attnum) implements DropTarget {}

  record DefaultOf(long tableOid, int attnum) implements DropTarget {}

  record ConstraintOf(long tableOid, long constraintOid) implements DropTarget {}

  /// The table a part belongs to; 0 for whole objects.
  default long partOf() {
    return switch (this) {
      case Whole _ -> 0;
      case ColumnOf part -> part.tableOid;
      case DefaultOf part -> part.tableOid;
      case ConstraintOf part -> part.tableOid;
    };
  }

  static Whole whole(CatalogObject object) {
    return new Whole(object);
  }

  static ConstraintOf constraint(Table table, CatalogObject.Constraint constraint) {
    return new ConstraintOf(table.oid(), constraint.oid());
  }
}
