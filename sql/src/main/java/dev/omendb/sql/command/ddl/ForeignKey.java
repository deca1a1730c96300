package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Constraint;
import dev.omendb.engine.catalog.CatalogObject.Reference;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.execute.modify.RowText;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeNames;
import java.util.ArrayList;
import java.util.List;

/// A foreign key with both its tables, as the catalog has it at one moment.
///
/// @param columns of the referencing table, in the constraint's order
/// @param keys of the referenced table, pairwise
record ForeignKey(
    Constraint constraint,
    Table referencing,
    Table referenced,
    String referencingSchema,
    String referencedSchema,
    List<Column> columns,
    List<Column> keys) {

  static ForeignKey of(Catalog catalog, Table referencing, Constraint constraint) {
    Reference reference = constraint.reference();
    if (reference == null) {
      throw new IllegalArgumentException(constraint.name());
    }
    Table referenced = catalog.find(Table.class, reference.tableOid()).orElseThrow();
    return new ForeignKey(
        constraint,
        referencing,
        referenced,
        schema(catalog, referencing),
        schema(catalog, referenced),
        constraint.attnums().stream().map(referencing::column).toList(),
        reference.attnums().stream().map(referenced::column).toList());
  }

  private static String schema(Catalog catalog, Table table) {
    return catalog.find(Schema.class, table.schemaOid()).map(Schema::name).orElse("");
  }

  Reference reference() {
    Reference reference = constraint.reference();
    if (reference == null) {
      throw new IllegalStateException(constraint.name());
    }
    return reference;
  }

  /// `"s"."c"`.
  String referencingName() {
    return TypeNames.quoteIdentifier(referencingSchema)
        + "."
        + TypeNames.quoteIdentifier(referencing.name());
  }

  String referencedName() {
    return TypeNames.quoteIdentifier(referencedSchema)
        + "."
        + TypeNames.quoteIdentifier(referenced.name());
  }

  /// `a = $1 AND b = $2` over the referencing table's columns.
  String matchesReferencing() {
    return matches(columns);
  }

  String matchesReferenced() {
    return matches(keys);
  }

  private static String matches(List<Column> columns) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      parts.add(TypeNames.quoteIdentifier(columns.get(i).name()) + " = $" + (i + 1));
    }
    return String.join(" AND ", parts);
  }

  static int[] types(List<Column> columns) {
    return columns.stream().mapToInt(c -> (int) c.typeOid()).toArray();
  }

  /// True when some column's value differs between two rows.
  static boolean differ(
      EvaluationContext context, List<Column> columns, Batch a, Batch b, int row) {
    for (Column column : columns) {
      var left = a.column(column.attnum() - 1);
      var right = b.column(column.attnum() - 1);
      if (left == right) {
        continue;
      }
      if (left.isNull(row) || right.isNull(row)) {
        if (left.isNull(row) != right.isNull(row)) {
          return true;
        }
        continue;
      }
      PgType type = context.type((int) column.typeOid());
      if (!type.equal(left, row, right, row)) {
        return true;
      }
    }
    return false;
  }

  /// Errors of the referencing side: 23503.
  DatabaseException missing(EvaluationContext context, Batch rows, int row) {
    return violation(
        "insert or update on table \"%s\" violates foreign key constraint \"%s\""
            .formatted(referencing.name(), constraint.name()),
        "Key %s is not present in table \"%s\"."
            .formatted(text(context, columns, rows, row), referenced.name()));
  }

  DatabaseException mixedNulls() {
    return violation(
        "insert or update on table \"%s\" violates foreign key constraint \"%s\""
            .formatted(referencing.name(), constraint.name()),
        "MATCH FULL does not allow mixing of null and nonnull key values.");
  }

  /// The error of the referenced side.
  ///
  /// @param values the key, one column for each of [#keys]
  DatabaseException referenced(EvaluationContext context, Batch values, int row) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      PgType type = context.type((int) keys.get(i).typeOid());
      texts.add(RowText.value(context, type, values.column(i), row));
    }
    return violation(
        "update or delete on table \"%s\" violates foreign key constraint \"%s\" on table \"%s\""
            .formatted(referenced.name(), constraint.name(), referencing.name()),
        "Key (%s)=(%s) is still referenced from table \"%s\"."
            .formatted(names(keys), String.join(", ", texts), referencing.name()));
  }

  private DatabaseException violation(String message, String detail) {
    return new DatabaseException(SqlState.FOREIGN_KEY_VIOLATION, message)
        .detail(detail)
        .relation(referencingSchema, referencing.name())
        .constraint(constraint.name());
  }

  private static String text(
      EvaluationContext context, List<Column> columns, Batch rows, int row) {
    List<String> texts = new ArrayList<>();
    for (Column column : columns) {
      PgType type = context.type((int) column.typeOid());
      texts.add(RowText.value(context, type, rows.column(column.attnum() - 1), row));
    }
    return "(" + names(columns) + ")=(" + String.join(", ", texts) + ")";
  }

  private static String names(List<Column> columns) {
    return String.join(", ", columns.stream().map(Column::name).toList());
  }
}
