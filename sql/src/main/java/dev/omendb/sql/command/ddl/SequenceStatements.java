package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Sequence;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.statement.ObjectStatement;
import dev.omendb.sql.parse.statement.SequenceOptions;
import dev.omendb.sql.type.TypeOids;
import java.util.List;
import java.util.Optional;

/// CREATE and ALTER SEQUENCE.
final class SequenceStatements {
  private SequenceStatements() {}

  static String create(Ddl ddl, ObjectStatement.CreateSequence statement) {
    long schema = ddl.relations().creationSchema(statement.name(), statement.temporary());
    String name = statement.name().name();
    if (!ddl.relations().claim(schema, name)) {
      if (statement.ifNotExists()) {
        ddl.notice(
            SqlState.DUPLICATE_TABLE, "relation \"" + name + "\" already exists, skipping");
        return "CREATE SEQUENCE";
      }
      throw Relations.exists(name);
    }
    SequenceOptions options = statement.options();
    long type =
        options.type() == null
            ? TypeOids.INT8
            : ColumnDefinition.sequenceType(ddl, options.type());
    Sequence made =
        SequenceDefinition.create(ddl.newOid(), schema, name, ddl.ownerOid(), type, options);
    ddl.put(owned(ddl, made, options));
    return "CREATE SEQUENCE";
  }

  static String alter(Ddl ddl, ObjectStatement.AlterSequence statement) {
    Optional<CatalogObject> found = ddl.relations().find(statement.name(), statement.ifExists());
    if (found.isEmpty()) {
      if (statement.ifExists()) {
        ddl.notice(
            SqlState.SUCCESSFUL_COMPLETION,
            "relation \"" + statement.name() + "\" does not exist, skipping");
        return "ALTER SEQUENCE";
      }
      throw Relations.undefined("relation", statement.name().toString());
    }
    if (!(found.get() instanceof Sequence sequence)) {
      throw Relations.notA("a sequence", statement.name().name());
    }
    if (statement.options().ownedBy() != null && isIdentity(ddl, sequence)) {
      throw new DatabaseException(
              SqlState.FEATURE_NOT_SUPPORTED, "cannot change ownership of identity sequence")
          .detail(
              "Sequence \"%s\" is linked to table \"%s\"."
                  .formatted(
                      sequence.name(),
                      ddl.catalog()
                          .find(Table.class, sequence.ownedByTableOid())
                          .map(Table::name)
                          .orElse("")));
    }
    alter(ddl, sequence, statement.options());
    return "ALTER SEQUENCE";
  }

  private static boolean isIdentity(Ddl ddl, Sequence sequence) {
    return ddl.catalog()
        .find(Table.class, sequence.ownedByTableOid())
        .map(table -> table.column(sequence.ownedByAttnum()).identity() != 0)
        .orElse(false);
  }

  static void alter(Ddl ddl, Sequence sequence, SequenceOptions options) {
    long type =
        options.type() == null
            ? sequence.typeOid()
            : ColumnDefinition.sequenceType(ddl, options.type());
    Sequence changed = SequenceDefinition.change(sequence, type, options, false);
    ddl.put(owned(ddl, changed, options));
    if (options.restart()) {
      long value = SequenceDefinition.restart(changed, options.restartWith());
      ddl.session().database().storage().sequences().setValue(changed.oid(), value, false);
    }
  }

  private static Sequence owned(Ddl ddl, Sequence sequence, SequenceOptions options) {
    ObjectName owner = options.ownedBy();
    if (owner == null) {
      return sequence;
    }
    if (owner.parts().size() == 1) {
      if (!owner.name().equalsIgnoreCase("none")) {
        throw new DatabaseException(SqlState.SYNTAX_ERROR, "invalid OWNED BY option")
            .hint("Specify OWNED BY table.column or OWNED BY NONE.");
      }
      return ownedBy(sequence, 0, 0);
    }
    List<String> parts = owner.parts();
    ObjectName tableName =
        new ObjectName(parts.subList(0, parts.size() - 1), owner.position());
    CatalogObject relation = ddl.relations().relation(tableName);
    if (!(relation instanceof Table table)) {
      throw new DatabaseException(
              SqlState.WRONG_OBJECT_TYPE,
              "sequence cannot be owned by relation \"" + tableName.name() + "\"")
          .detail(
              "This operation is not supported for " + Relations.kindOf(relation) + "s.");
    }
    if (table.schemaOid() != sequence.schemaOid()) {
      throw new DatabaseException(
          SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
          "sequence must be in same schema as table it is linked to");
    }
    Column column =
        table
            .column(owner.name())
            .orElseThrow(() -> Relations.undefinedColumn(owner.name(), table.name()));
    return ownedBy(sequence, table.oid(), column.attnum());
  }

  static Sequence ownedBy(Sequence s, long tableOid, int attnum) {
    return new Sequence(
        s.oid(), s.schemaOid(), s.name(), s.ownerOid(), s.typeOid(), s.start(), s.increment(),
        s.minimum(), s.maximum(), s.cache(), s.cycle(), tableOid, attnum);
  }

  static Sequence renamed(Sequence s, long schemaOid, String name, long ownerOid) {
    return new Sequence(
        s.oid(), schemaOid, name, ownerOid, s.typeOid(), s.start(), s.increment(), s.minimum(),
        s.maximum(), s.cache(), s.cycle(), s.ownedByTableOid(), s.ownedByAttnum());
  }
}
