package dev.omendb.sql.catalog.definition;

import dev.omendb.engine.catalog.CatalogObject.Constraint;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Reference;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.CatalogView.TableConstraint;
import dev.omendb.sql.catalog.Relation;

/// A constraint as CREATE TABLE takes it: what pg_get_constraintdef prints.
public final class ConstraintText {
  private ConstraintText() {}

  public static String of(CatalogView view, TableConstraint each, boolean pretty) {
    Constraint constraint = each.constraint();
    StringBuilder text = new StringBuilder();
    switch (constraint.kind()) {
      case 'c' -> text.append(check(view, constraint, pretty));
      case 'f' -> text.append(foreignKey(view, each, constraint));
      case 'p', 'u' -> text.append(key(view, each, constraint));
      default -> throw new IllegalStateException("constraint kind " + constraint.kind());
    }
    if (constraint.deferrable()) {
      text.append(" DEFERRABLE");
    }
    if (constraint.initiallyDeferred()) {
      text.append(" INITIALLY DEFERRED");
    }
    return text.toString();
  }

  private static String check(CatalogView view, Constraint constraint, boolean pretty) {
    String stored = constraint.checkSql() == null ? "" : constraint.checkSql();
    String shown = ShownText.of(view, stored);
    return "CHECK (" + (pretty ? PrettyText.of(shown) : shown) + ")";
  }

  private static String key(CatalogView view, TableConstraint each, Constraint constraint) {
    StringBuilder text =
        new StringBuilder(constraint.kind() == 'p' ? "PRIMARY KEY " : "UNIQUE ");
    Index index = view.catalog().find(Index.class, constraint.indexOid()).orElse(null);
    if (index != null && index.nullsNotDistinct()) {
      text.append("NULLS NOT DISTINCT ");
    }
    text.append("(")
        .append(ShownText.columns(each.relation(), constraint.attnums()))
        .append(")");
    if (index != null && !index.includedAttnums().isEmpty()) {
      text.append(" INCLUDE (")
          .append(ShownText.columns(each.relation(), index.includedAttnums()))
          .append(")");
    }
    return text.append(index == null ? "" : IndexText.options(index.options())).toString();
  }

  private static String foreignKey(
      CatalogView view, TableConstraint each, Constraint constraint) {
    Reference reference = constraint.reference();
    if (reference == null) {
      throw new IllegalStateException("foreign key without reference: " + constraint.name());
    }
    Relation referenced = view.relation(reference.tableOid()).orElseThrow();
    StringBuilder text = new StringBuilder("FOREIGN KEY (");
    text.append(ShownText.columns(each.relation(), constraint.attnums()))
        .append(") REFERENCES ")
        .append(view.name(referenced))
        .append("(")
        .append(ShownText.columns(referenced, reference.attnums()))
        .append(")");
    text.append(reference.match() == 'f' ? " MATCH FULL" : "");
    text.append(action(" ON UPDATE ", reference.onUpdate()));
    text.append(action(" ON DELETE ", reference.onDelete()));
    return text.toString();
  }

  private static String action(String when, char action) {
    return switch (action) {
      case 'r' -> when + "RESTRICT";
      case 'c' -> when + "CASCADE";
      case 'n' -> when + "SET NULL";
      case 'd' -> when + "SET DEFAULT";
      default -> "";
    };
  }
}
