package dev.omendb.sql.catalog;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.IndexKey;
import dev.omendb.engine.catalog.CatalogObject.Persistence;
import dev.omendb.engine.catalog.CatalogObject.Sequence;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.catalog.CatalogObject.View;
import dev.omendb.sql.catalog.Relation.Attribute;
import dev.omendb.sql.catalog.VirtualTable.VirtualColumn;
import dev.omendb.sql.type.TypeOids;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lists everything that pg_class has.
final class RelationList {
  private static final Pattern FUNCTION_CALL = Pattern.compile("\\(*(?:\\w+\\.)?(\\w+)\\(");

  private final CatalogView view;
  private final List<Relation> relations = new ArrayList<>();

  private RelationList(CatalogView view) {
    this.view = view;
  }

  static List<Relation> of(CatalogView view, SystemTables systemTables) {
    RelationList list = new RelationList(view);
    systemTables.all().forEach(list::add);
    for (CatalogObject object : view.catalog().objects()) {
      switch (object) {
        case Table table -> list.add(table);
        case Index index -> list.add(index);
        case Sequence sequence -> list.add(sequence);
        case View stored -> list.add(stored);
        case CatalogObject.Database _,
            CatalogObject.Role _,
            CatalogObject.Settings _,
            CatalogObject.Schema _,
            CatalogObject.EnumType _,
            CatalogObject.Extension _,
            CatalogObject.Comment _ -> {}
      }
    }
    return list.relations;
  }

  private void add(VirtualTable table) {
    List<Attribute> attributes = new ArrayList<>();
    for (VirtualColumn column : table.columns()) {
      attributes.add(
          Attribute.plain(
              attributes.size() + 1, column.name(), column.typeOid(), -1, column.notNull()));
    }
    relations.add(
        new Relation(
            table.oid(), view.schemaOid(table.schema()), table.name(), table.kind(),
            CatalogView.SUPERUSER, 'p', attributes, null));
  }

  private void add(Table table) {
    if (view.hasSchema(table.schemaOid())) {
      relations.add(
          new Relation(
              table.oid(), table.schemaOid(), table.name(), 'r', table.ownerOid(),
              persistence(table), stored(table.columns()), table));
    }
  }

  private static char persistence(Table table) {
    return switch (table.persistence()) {
      case PERMANENT -> 'p';
      case UNLOGGED -> 'u';
      case TEMPORARY -> 't';
    };
  }

  private void add(View stored) {
    if (view.hasSchema(stored.schemaOid())) {
      relations.add(
          new Relation(
              stored.oid(), stored.schemaOid(), stored.name(), 'v', stored.ownerOid(), 'p',
              stored(stored.columns()), stored));
    }
  }

  private static List<Attribute> stored(List<Column> columns) {
    List<Attribute> attributes = new ArrayList<>();
    for (Column c : columns) {
      attributes.add(
          new Attribute(
              c.attnum(),
              c.dropped() ? "........pg.dropped." + c.attnum() + "........" : c.name(),
              c.dropped() ? 0 : c.typeOid(),
              c.typmod(), c.notNull(), c.defaultSql(), c.identity(), c.generated(), c.dropped(),
              c.missing() != null));
    }
    return attributes;
  }

  private void add(Sequence sequence) {
    if (view.hasSchema(sequence.schemaOid())) {
      char persistence =
          view.catalog()
              .find(Table.class, sequence.ownedByTableOid())
              .filter(t -> t.persistence() == Persistence.TEMPORARY)
              .map(t -> 't')
              .orElse('p');
      relations.add(
          new Relation(
              sequence.oid(), sequence.schemaOid(), sequence.name(), 'S', sequence.ownerOid(),
              persistence,
              List.of(
                  Attribute.plain(1, "last_value", TypeOids.INT8, -1, true),
                  Attribute.plain(2, "log_cnt", TypeOids.INT8, -1, true),
                  Attribute.plain(3, "is_called", TypeOids.BOOL, -1, true)),
              sequence));
    }
  }

  private void add(Index index) {
    Table table = view.catalog().find(Table.class, index.tableOid()).orElse(null);
    if (table == null || !view.hasSchema(index.schemaOid())) {
      return;
    }
    List<Attribute> attributes = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (IndexKey key : index.keys()) {
      String name = key.attnum() > 0 ? table.column(key.attnum()).name() : expressionName(key);
      attributes.add(
          Attribute.plain(
              attributes.size() + 1, unique(name, names), key.typeOid(), key.typmod(), false));
    }
    for (int attnum : index.includedAttnums()) {
      Column column = table.column(attnum);
      attributes.add(
          Attribute.plain(
              attributes.size() + 1, unique(column.name(), names), column.typeOid(),
              column.typmod(), false));
    }
    relations.add(
        new Relation(
            index.oid(), index.schemaOid(), index.name(), 'i', table.ownerOid(),
            persistence(table), attributes, index));
  }

  /// As PostgreSQL names the column of an index over an expression: its function, else `expr`.
  private static String expressionName(IndexKey key) {
    String sql = key.expressionSql() == null ? "" : key.expressionSql();
    Matcher matcher = FUNCTION_CALL.matcher(sql);
    return matcher.lookingAt() ? matcher.group(1).toLowerCase(Locale.ROOT) : "expr";
  }

  private static String unique(String name, Set<String> taken) {
    String candidate = name;
    for (int i = 1; !taken.add(candidate); i++) {
      candidate = name + i;
    }
    return candidate;
  }
}
