package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Constraint;
import dev.omendb.engine.catalog.CatalogObject.Persistence;
import dev.omendb.engine.catalog.CatalogObject.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A table while DDL puts it together or changes it. Confined to one statement.
final class TableDraft {
  final long oid;
  long schemaOid;
  String name;
  long ownerOid;
  final Persistence persistence;
  final List<Column> columns;
  final List<Constraint> constraints;
  final Map<String, String> options;

  TableDraft(long oid, long schemaOid, String name, long ownerOid, Persistence persistence) {
    this.oid = oid;
    this.schemaOid = schemaOid;
    this.name = name;
    this.ownerOid = ownerOid;
    this.persistence = persistence;
    this.columns = new ArrayList<>();
    this.constraints = new ArrayList<>();
    this.options = new LinkedHashMap<>();
  }

  TableDraft(Table table) {
    this.oid = table.oid();
    this.schemaOid = table.schemaOid();
    this.name = table.name();
    this.ownerOid = table.ownerOid();
    this.persistence = table.persistence();
    this.columns = new ArrayList<>(table.columns());
    this.constraints = new ArrayList<>(table.constraints());
    this.options = new LinkedHashMap<>(table.options());
  }

  Table table() {
    return new Table(
        oid, schemaOid, name, ownerOid, persistence, columns, constraints, options);
  }

  Optional<Column> column(String columnName) {
    return columns.stream().filter(c -> !c.dropped() && c.name().equals(columnName)).findFirst();
  }

  void replace(Column column) {
    columns.set(column.attnum() - 1, column);
  }

  /// A constraint's new form takes the place of the old one.
  void replace(Constraint constraint) {
    constraints.replaceAll(c -> c.oid() == constraint.oid() ? constraint : c);
  }

  List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }
}
