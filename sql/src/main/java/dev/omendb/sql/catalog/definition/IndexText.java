package dev.omendb.sql.catalog.definition;

import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.IndexKey;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.Relation;
import dev.omendb.sql.function.OperatorClasses;
import dev.omendb.sql.function.OperatorClasses.OperatorClass;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeNames;
import dev.omendb.sql.type.TypeOids;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// CREATE INDEX of an index, as pg_get_indexdef prints it.
public final class IndexText {
  private final CatalogView view;
  private final Index index;
  private final boolean pretty;

  private IndexText(CatalogView view, Index index, boolean pretty) {
    this.view = view;
    this.index = index;
    this.pretty = pretty;
  }

  /// `CREATE UNIQUE INDEX i ON public.t USING btree (a, lower(b) DESC) WHERE (c > 0)`.
  public static String of(CatalogView view, Index index, boolean pretty) {
    return new IndexText(view, index, pretty).create();
  }

  /// One column of it, by number from 1; empty when there is none.
  public static String column(CatalogView view, Index index, int number, boolean pretty) {
    IndexText text = new IndexText(view, index, pretty);
    if (number <= index.keys().size()) {
      return text.key(index.keys().get(number - 1));
    }
    int included = number - index.keys().size() - 1;
    return included < index.includedAttnums().size()
        ? text.columnName(index.includedAttnums().get(included))
        : "";
  }

  private Relation table() {
    return view.relation(index.tableOid()).orElseThrow();
  }

  private String create() {
    StringBuilder text = new StringBuilder(index.unique() ? "CREATE UNIQUE" : "CREATE");
    text.append(" INDEX ")
        .append(TypeNames.quoteIdentifier(index.name()))
        .append(" ON ")
        .append(pretty ? view.name(table()) : view.qualified(table()))
        .append(" USING ")
        .append(TypeNames.quoteIdentifier(index.accessMethod()))
        .append(" (")
        .append(String.join(", ", index.keys().stream().map(this::ordered).toList()))
        .append(")");
    if (!index.includedAttnums().isEmpty()) {
      text.append(" INCLUDE (")
          .append(ShownText.columns(table(), index.includedAttnums()))
          .append(")");
    }
    if (index.nullsNotDistinct()) {
      text.append(" NULLS NOT DISTINCT");
    }
    text.append(options(index.options()));
    if (index.predicateSql() != null) {
      String predicate = ShownText.of(view, index.predicateSql());
      text.append(" WHERE ").append(pretty ? PrettyText.of(predicate) : predicate);
    }
    return text.toString();
  }

  /// ` WITH (m='16', lists='100')`, or nothing.
  static String options(Map<String, String> options) {
    if (options.isEmpty()) {
      return "";
    }
    List<String> items = new ArrayList<>();
    options
        .forEach(
            (name, value) -> {
              boolean plain = TypeNames.quoteIdentifier(value).equals(value);
              items.add(
                  TypeNames.quoteIdentifier(name)
                      + "="
                      + (plain ? value : ShownText.quoted(value)));
            });
    return " WITH (" + String.join(", ", items) + ")";
  }

  private String ordered(IndexKey key) {
    StringBuilder text = new StringBuilder(key(key));
    text.append(operatorClass(key));
    if (key.descending()) {
      text.append(key.nullsFirst() ? " DESC" : " DESC NULLS LAST");
    } else if (key.nullsFirst()) {
      text.append(" NULLS FIRST");
    }
    return text.toString();
  }

  private String key(IndexKey key) {
    if (key.attnum() > 0) {
      return columnName(key.attnum());
    }
    String stored = key.expressionSql() == null ? "" : key.expressionSql();
    String shown = ShownText.of(view, stored);
    String expression = pretty ? PrettyText.of(shown) : shown;
    return PrettyText.isCall(expression) ? expression : "(" + expression + ")";
  }

  private String columnName(int attnum) {
    String name = table().columnName(attnum);
    return TypeNames.quoteIdentifier(name == null ? "?" : name);
  }

  /// Only one that is not the type's default is printed.
  private String operatorClass(IndexKey key) {
    OperatorClasses classes = OperatorClasses.standard();
    OperatorClass chosen = classes.byOid((int) key.opclassOid()).orElse(null);
    if (chosen == null || isDefault(classes, chosen, key)) {
      return "";
    }
    String name = TypeNames.quoteIdentifier(chosen.name());
    boolean visible = view.isOnPath(chosen.schema());
    String schema = view.schemaName(view.schemaOid(chosen.schema()));
    return " " + (visible ? name : TypeNames.quoteIdentifier(schema) + "." + name);
  }

  private boolean isDefault(OperatorClasses classes, OperatorClass chosen, IndexKey key) {
    if (chosen.isDefault()) {
      PgType type = view.types().byOid((int) key.typeOid());
      int input = chosen.inputType();
      boolean through =
          input == TypeOids.TEXT && type.info().category() == 'S'
              || input == 2277 && type.info().category() == 'A'
              || input == 3500 && type.info().kind() == 'e';
      return input == type.oid()
          || through
          || classes.defaultFor(index.accessMethod(), type.oid()).isEmpty();
    }
    return false;
  }
}
