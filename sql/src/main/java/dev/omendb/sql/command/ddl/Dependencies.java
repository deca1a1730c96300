package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Comment;
import dev.omendb.engine.catalog.CatalogObject.Constraint;
import dev.omendb.engine.catalog.CatalogObject.Database;
import dev.omendb.engine.catalog.CatalogObject.EnumType;
import dev.omendb.engine.catalog.CatalogObject.Extension;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Role;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.catalog.CatalogObject.Sequence;
import dev.omendb.engine.catalog.CatalogObject.Settings;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.catalog.CatalogObject.View;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.sql.catalog.definition.ViewReferences;
import dev.omendb.sql.command.ddl.DropTarget.ColumnOf;
import dev.omendb.sql.command.ddl.DropTarget.ConstraintOf;
import dev.omendb.sql.command.ddl.DropTarget.DefaultOf;
import dev.omendb.sql.command.ddl.DropTarget.Whole;
import dev.omendb.sql.type.TypeNames;
import java.util.ArrayList;
import java.util.List;

/// What depends on what, read off the catalog: PostgreSQL's pg_depend. Each list is in oid order.
final class Dependencies {
  private final Catalog catalog;
  private final ExtensionObjects extensions;

  Dependencies(Catalog catalog, ExtensionObjects extensions) {
    this.catalog = catalog;
    this.extensions = extensions;
  }

  /// The schema an object lives in, 0 for none.
  static long schemaOf(CatalogObject object) {
    return switch (object) {
      case Table t -> t.schemaOid();
      case View v -> v.schemaOid();
      case Sequence s -> s.schemaOid();
      case Index i -> i.schemaOid();
      case EnumType e -> e.schemaOid();
      case Extension e -> e.schemaOid();
      case Database _, Role _, Settings _, Schema _, Comment _ -> 0;
    };
  }

  /// What goes with the target without a word.
  List<DropTarget> parts(DropTarget target) {
    List<DropTarget> parts = new ArrayList<>();
    switch (target) {
      case Whole(Table table) -> {
        catalog.indexes(table.oid()).forEach(i -> parts.add(DropTarget.whole(i)));
        Relations.owned(catalog, table.oid(), 0).forEach(s -> parts.add(DropTarget.whole(s)));
      }
      case Whole _, DefaultOf _ -> {}
      case ColumnOf column -> addParts(table(column.tableOid()), column.attnum(), parts);
      case ConstraintOf part -> {
        Constraint constraint = constraint(part);
        if (constraint.kind() == 'p' || constraint.kind() == 'u') {
          catalog.find(constraint.indexOid()).ifPresent(i -> parts.add(DropTarget.whole(i)));
        }
      }
    }
    return parts;
  }

  private void addParts(Table table, int attnum, List<DropTarget> parts) {
    for (Constraint constraint : table.constraints()) {
      if (constraint.attnums().contains(attnum)) {
        parts.add(DropTarget.constraint(table, constraint));
      }
    }
    for (Index index : catalog.indexes(table.oid())) {
      if (ExpressionColumns.of(table, index).contains(attnum)) {
        parts.add(DropTarget.whole(index));
      }
    }
    for (Sequence sequence : Relations.owned(catalog, table.oid(), attnum)) {
      parts.add(DropTarget.whole(sequence));
    }
  }

  /// What needs the target: only CASCADE drops it too.
  List<DropTarget> dependents(DropTarget target) {
    List<DropTarget> found = new ArrayList<>();
    switch (target) {
      case Whole(Table table) -> {
        addForeignKeys(table.oid(), 0, found);
        addViews(table.oid(), null, found);
      }
      case Whole(View view) -> addViews(view.oid(), null, found);
      case Whole(Sequence sequence) -> addDefaults(sequence, found);
      case Whole(Schema schema) -> addContents(schema, found);
      case Whole(EnumType type) -> {
        addColumns(type.oid(), found);
        addColumns(type.arrayOid(), found);
      }
      case Whole(Extension extension) -> extensions.addDependents(catalog, extension, found);
      case Whole(Index _) -> {}
      case Whole(Database _), Whole(Role _), Whole(Settings _), Whole(Comment _) -> {}
      case ColumnOf column -> addOfColumn(table(column.tableOid()), column.attnum(), found);
      case ConstraintOf part -> {
        Constraint constraint = constraint(part);
        if (constraint.kind() == 'p' || constraint.kind() == 'u') {
          addForeignKeys(part.tableOid(), constraint.indexOid(), found);
        }
      }
      case DefaultOf _ -> {}
    }
    return found;
  }

  /// @param indexOid only those that rely on this index; 0: any
  private void addForeignKeys(long tableOid, long indexOid, List<DropTarget> found) {
    for (Table other : catalog.all(Table.class)) {
      for (Constraint constraint : other.constraints()) {
        if (constraint.reference() != null
            && constraint.reference().tableOid() == tableOid
            && (indexOid == 0 ? other.oid() != tableOid : constraint.indexOid() == indexOid)) {
          found.add(DropTarget.constraint(other, constraint));
        }
      }
    }
  }

  private void addViews(
      long relationOid,
      @org.jspecify.annotations.Nullable String column,
      List<DropTarget> found) {
    for (View view : catalog.all(View.class)) {
      ViewReferences references = new ViewReferences(catalog, view);
      boolean reads =
          column == null
              ? references.reads(relationOid)
              : references.reads(relationOid, column);
      if (view.oid() != relationOid && reads) {
        found.add(DropTarget.whole(view));
      }
    }
  }

  private void addDefaults(Sequence sequence, List<DropTarget> found) {
    String mention =
        ExpressionText.quote(qualified(sequence.schemaOid(), sequence.name())) + "::regclass";
    long database = databaseOf(sequence.schemaOid());
    for (Table table : catalog.all(Table.class)) {
      if (databaseOf(table.schemaOid()) != database) {
        continue;
      }
      for (Column column : table.columns()) {
        if (column.defaultSql() != null && column.defaultSql().contains(mention)) {
          found.add(new DefaultOf(table.oid(), column.attnum()));
        }
      }
    }
  }

  private long databaseOf(long schemaOid) {
    return catalog.find(Schema.class, schemaOid).map(Schema::databaseOid).orElse(0L);
  }

  private String qualified(long schemaOid, String name) {
    String schema = catalog.find(Schema.class, schemaOid).map(Schema::name).orElse("");
    return TypeNames.quoteIdentifier(schema) + "." + TypeNames.quoteIdentifier(name);
  }

  private void addContents(Schema schema, List<DropTarget> found) {
    for (CatalogObject object : catalog.objects()) {
      boolean owned = object instanceof Sequence s && s.ownedByTableOid() != 0;
      if (schemaOf(object) == schema.oid() && !(object instanceof Index) && !owned) {
        found.add(DropTarget.whole(object));
      }
    }
  }

  private void addColumns(long typeOid, List<DropTarget> found) {
    for (Table table : catalog.all(Table.class)) {
      for (Column column : table.columns()) {
        if (!column.dropped() && column.typeOid() == typeOid) {
          found.add(new ColumnOf(table.oid(), column.attnum()));
        }
      }
    }
    for (View view : catalog.all(View.class)) {
      if (view.columns().stream().anyMatch(c -> c.typeOid() == typeOid)) {
        found.add(DropTarget.whole(view));
      }
    }
  }

  private void addOfColumn(Table table, int attnum, List<DropTarget> found) {
    Column column = table.column(attnum);
    for (Column other : table.columns()) {
      if (other.generated() != 0
          && other.attnum() != attnum
          && ExpressionColumns.of(table, other.defaultSql()).contains(attnum)) {
        found.add(new ColumnOf(table.oid(), other.attnum()));
      }
    }
    for (Table other : catalog.all(Table.class)) {
      for (Constraint constraint : other.constraints()) {
        if (constraint.reference() != null
            && constraint.reference().tableOid() == table.oid()
            && constraint.reference().attnums().contains(attnum)) {
          found.add(DropTarget.constraint(other, constraint));
        }
      }
    }
    addViews(table.oid(), column.name(), found);
  }

  Table table(long oid) {
    return catalog.find(Table.class, oid).orElseThrow();
  }

  Constraint constraint(ConstraintOf part) {
    return table(part.tableOid()).constraints().stream()
        .filter(c -> c.oid() == part.constraintOid())
        .findFirst()
        .orElseThrow();
  }
}
