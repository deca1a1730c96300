package dev.omendb.sql.catalog.pg;

import dev.omendb.engine.catalog.CatalogObject.Constraint;
import dev.omendb.engine.catalog.CatalogObject.Extension;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.IndexKey;
import dev.omendb.engine.catalog.CatalogObject.Sequence;
import dev.omendb.engine.catalog.CatalogObject.View;
import dev.omendb.sql.catalog.CatalogView.TableConstraint;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.Relation.Attribute;
import dev.omendb.sql.catalog.Relation;
import dev.omendb.sql.catalog.RowWriter;
import dev.omendb.sql.catalog.definition.RelationNames;
import dev.omendb.sql.catalog.definition.ViewReferences;
import dev.omendb.sql.extension.ExtensionDefinition;
import dev.omendb.sql.extension.Extensions;
import dev.omendb.sql.function.Cast;
import dev.omendb.sql.function.Casts;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.function.Functions;
import dev.omendb.sql.function.Operator;
import dev.omendb.sql.function.OperatorClasses;
import dev.omendb.sql.function.Operators;
import dev.omendb.sql.type.PgType;

/// pg_depend: what belongs to what. Owned sequences, indexes of constraints, defaults, foreign
/// keys, views, schemas, and the members of extensions.
final class PgDepend {
  private static final int PG_CLASS = 1259;
  private static final int PG_CONSTRAINT = 2606;
  private static final int PG_ATTRDEF = 2604;
  private static final int PG_EXTENSION = 3079;
  private static final int PG_PROC = 1255;
  private static final int PG_OPERATOR = 2617;
  private static final int PG_TYPE = 1247;
  private static final int PG_AM = 2601;
  private static final int PG_OPCLASS = 2616;
  private static final int PG_OPFAMILY = 2753;
  private static final int PG_CAST = 2605;
  private static final int PG_REWRITE = 2618;

  private final CatalogView view;
  private final RowWriter rows;

  private PgDepend(CatalogView view, RowWriter rows) {
    this.view = view;
    this.rows = rows;
  }

  static void write(CatalogView view, RowWriter rows) {
    PgDepend table = new PgDepend(view, rows);
    for (Relation relation : view.relations()) {
      if (!relation.isSystem()) {
        table.relation(relation);
      }
    }
    view.constraints().forEach(table::constraint);
    for (Extension extension : view.extensions()) {
      ExtensionDefinition definition = Extensions.find(extension.name()).orElse(null);
      if (definition != null) {
        table.members(definition, extension.oid());
      }
    }
  }

  private void relation(Relation relation) {
    if (!(relation.object() instanceof Index)) {
      row(
          PG_CLASS, relation.oid(), 0, PgDescription.PG_NAMESPACE, relation.schemaOid(), 0, 'n');
    }
    if (relation.object() instanceof Sequence sequence && sequence.ownedByTableOid() != 0) {
      long tableOid = sequence.ownedByTableOid();
      int attnum = sequence.ownedByAttnum();
      boolean identity =
          view.relation(tableOid)
              .map(t -> t.attributes().get(attnum - 1).identity() != 0)
              .orElse(false);
      row(PG_CLASS, sequence.oid(), 0, PG_CLASS, tableOid, attnum, identity ? 'i' : 'a');
    }
    for (Attribute attribute : relation.attributes()) {
      if (attribute.defaultSql() != null) {
        row(
            PG_ATTRDEF, PgAttribute.defaultOid(relation, attribute), 0, PG_CLASS, relation.oid(),
            attribute.attnum(), 'a');
        sequences(relation, attribute);
      }
    }
    switch (relation.object()) {
      case Index index -> index(index);
      case View definition -> rule(definition);
      case null, default -> {}
    }
  }

  /// The rule of a view is part of it and reads other relations.
  private void rule(View definition) {
    long rule = PgSequence.ruleOid(definition.oid());
    row(PG_REWRITE, rule, 0, PG_CLASS, definition.oid(), 0, 'i');
    for (long oid : new ViewReferences(view.catalog(), definition).relations()) {
      row(PG_REWRITE, rule, 0, PG_CLASS, oid, 0, 'n');
    }
  }

  /// The sequences a default takes values from.
  private void sequences(Relation relation, Attribute attribute) {
    for (Relation sequence : RelationNames.in(view, String.valueOf(attribute.defaultSql()))) {
      row(
          PG_ATTRDEF, PgAttribute.defaultOid(relation, attribute), 0, PG_CLASS, sequence.oid(), 0,
          'n');
    }
  }

  /// An index goes with its constraint, or else with the columns of its table.
  private void index(Index index) {
    for (TableConstraint each : view.constraints()) {
      Constraint constraint = each.constraint();
      if (constraint.indexOid() == index.oid() && constraint.kind() != 'f') {
        row(PG_CLASS, index.oid(), 0, PG_CONSTRAINT, constraint.oid(), 0, 'i');
        return;
      }
    }
    for (IndexKey key : index.keys()) {
      row(PG_CLASS, index.oid(), 0, PG_CLASS, index.tableOid(), key.attnum(), 'a');
    }
  }

  private void constraint(TableConstraint each) {
    Constraint constraint = each.constraint();
    for (int attnum : constraint.attnums()) {
      row(PG_CONSTRAINT, constraint.oid(), 0, PG_CLASS, each.table().oid(), attnum, 'a');
    }
    if (constraint.reference() != null) {
      for (int attnum : constraint.reference().attnums()) {
        row(
            PG_CONSTRAINT, constraint.oid(), 0, PG_CLASS, constraint.reference().tableOid(),
            attnum, 'n');
      }
      row(PG_CONSTRAINT, constraint.oid(), 0, PG_CLASS, constraint.indexOid(), 0, 'n');
    }
  }

  private void members(ExtensionDefinition definition, long extension) {
    String marker = definition.marker();
    for (PgType type : view.allTypes()) {
      if (definition.owns(type.oid())) {
        member(PG_TYPE, type.oid(), extension);
      }
    }
    for (Function function : Functions.standard().all()) {
      member(marker, function.schema(), PG_PROC, function.oid(), extension);
    }
    for (Operator operator : Operators.standard().all()) {
      member(marker, operator.schema(), PG_OPERATOR, operator.oid(), extension);
    }
    for (Cast cast : Casts.standard().all()) {
      member(marker, cast.schema(), PG_CAST, cast.oid(), extension);
    }
    OperatorClasses classes = OperatorClasses.standard();
    classes.accessMethods().forEach(m -> member(marker, m.schema(), PG_AM, m.oid(), extension));
    classes.families().forEach(f -> member(marker, f.schema(), PG_OPFAMILY, f.oid(), extension));
    classes.classes().forEach(c -> member(marker, c.schema(), PG_OPCLASS, c.oid(), extension));
  }

  private void member(String marker, String schema, int classOid, long oid, long extension) {
    if (schema.equals(marker)) {
      member(classOid, oid, extension);
    }
  }

  private void member(int classOid, long oid, long extension) {
    row(classOid, oid, 0, PG_EXTENSION, extension, 0, 'e');
  }

  private void row(
      int classId,
      long objectId,
      int subId,
      int refClass,
      long refObject,
      int refSubId,
      char type) {
    rows.put("classid", classId)
        .put("objid", objectId)
        .put("objsubid", subId)
        .put("refclassid", refClass)
        .put("refobjid", refObject)
        .put("refobjsubid", refSubId)
        .put("deptype", String.valueOf(type))
        .end();
  }
}
