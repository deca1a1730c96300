package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Sequence;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.node.TypeName;
import dev.omendb.sql.parse.statement.Constraint;
import dev.omendb.sql.parse.statement.SequenceOptions;
import dev.omendb.sql.parse.statement.TableElement;
import dev.omendb.sql.plan.rex.PgRelType;
import dev.omendb.sql.type.TypeOids;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One column of CREATE TABLE or ADD COLUMN: its type, its sequence, its default (PostgreSQL's
/// transformColumnDefinition). Keys, checks and references are left to [Constraints].
final class ColumnDefinition {
  private final Ddl ddl;
  private final TableDraft draft;
  private final TableElement.Column element;
  private final String name;
  private @Nullable Boolean nullable;
  private @Nullable Constraint defaultOrGenerated;
  private Constraint.@Nullable Identity identity;
  private boolean serial;

  ColumnDefinition(Ddl ddl, TableDraft draft, TableElement.Column element) {
    this.ddl = ddl;
    this.draft = draft;
    this.element = element;
    this.name = element.name();
  }

  /// Adds the column to the draft, without default and generation expression, and creates its
  /// sequence. Errors: 42701, 42704, 42601, 22023.
  Column add() {
    if (draft.column(name).isPresent()) {
      throw new DatabaseException(
          SqlState.DUPLICATE_COLUMN, "column \"" + name + "\" specified more than once");
    }
    requireNoSystemColumn(name);
    PgRelType type = type();
    readConstraints();
    if (element.collation() != null) {
      Collations.require(ddl, element.collation(), type);
    }
    Column column = Columns.plain(draft.columns.size() + 1, name, type);
    boolean notNull = nullable != null && !nullable;
    if (serial || identity != null) {
      requireNotNullable();
      notNull = true;
    }
    column = Columns.notNull(column, notNull);
    if (identity != null) {
      column = Columns.identity(column, identity.always() ? 'a' : 'd');
    }
    draft.columns.add(column);
    if (serial) {
      Sequence sequence = sequence(column, SequenceDefinition.NO_OPTIONS, column.typeOid());
      column = Columns.defaultSql(column, new ColumnDefaults(ddl).nextValue(sequence));
      draft.replace(column);
    } else if (identity != null) {
      requireIdentityType(column.typeOid());
      sequence(column, identity.options(), column.typeOid());
    }
    return column;
  }

  /// Binds DEFAULT and GENERATED, once all columns are there.
  void addExpressions() {
    Column column = draft.column(name).orElseThrow();
    StoredText texts = new StoredText(ddl);
    PgRelType type = relType(column);
    switch (defaultOrGenerated) {
      case Constraint.Default given ->
          draft.replace(
              Columns.defaultSql(
                  column, texts.columnDefault(given.expression(), type, name)));
      case Constraint.Generated given ->
          draft.replace(
              Columns.generated(
                  column,
                  's',
                  GeneratedColumns.text(
                      texts, draft.table(), given.expression(), type, column)));
      case null, default -> {}
    }
  }

  private PgRelType relType(Column column) {
    return new PgRelType(ddl.type(column.typeOid()), column.typmod());
  }

  static void requireNoSystemColumn(String name) {
    if (List.of("tableoid", "cmax", "xmax", "cmin", "xmin", "ctid").contains(name)) {
      throw new DatabaseException(
          SqlState.DUPLICATE_COLUMN,
          "column name \"" + name + "\" conflicts with a system column name");
    }
  }

  private PgRelType type() {
    TypeName written = element.type();
    int serialOid = serialType(written);
    if (serialOid != 0) {
      serial = true;
      if (written.isArray()) {
        throw new DatabaseException(
                SqlState.FEATURE_NOT_SUPPORTED, "array of serial is not implemented")
            .position(written.position());
      }
      return new PgRelType(ddl.type(serialOid), -1);
    }
    return columnType(ddl, written, name);
  }

  /// A type that columns may have. Errors: 42704, 42P16.
  static PgRelType columnType(Ddl ddl, TypeName written, String column) {
    PgRelType type = ddl.binder().type(written);
    if (type.type().isPseudo()) {
      throw new DatabaseException(
              SqlState.INVALID_TABLE_DEFINITION,
              "column \"%s\" has pseudo-type %s"
                  .formatted(column, type.type().displayName(-1)))
          .position(0);
    }
    return type;
  }

  private static int serialType(TypeName written) {
    if (written.name.parts().size() != 1) {
      return 0;
    }
    return switch (written.name.name()) {
      case "smallserial", "serial2" -> TypeOids.INT2;
      case "serial", "serial4" -> TypeOids.INT4;
      case "bigserial", "serial8" -> TypeOids.INT8;
      default -> 0;
    };
  }

  private void readConstraints() {
    for (Constraint constraint : element.constraints()) {
      switch (constraint) {
        case Constraint.Nullability given -> nullability(given.nullable(), given.position());
        case Constraint.Default given -> {
          requireOne(defaultOrGenerated, "multiple default values specified", given.position());
          defaultOrGenerated = given;
        }
        case Constraint.Generated given -> {
          boolean twice = defaultOrGenerated instanceof Constraint.Generated;
          requireOne(
              twice ? defaultOrGenerated : null,
              "multiple generation clauses specified",
              given.position());
          requireOne(
              defaultOrGenerated,
              "both default and generation expression specified",
              given.position());
          defaultOrGenerated = given;
        }
        case Constraint.Identity given -> {
          requireOne(identity, "multiple identity specifications", given.position());
          nullability(false, given.position());
          identity = given;
        }
        case Constraint.Unique given when given.primary() ->
            nullability(false, given.position());
        case Constraint.Unique _, Constraint.Check _, Constraint.ForeignKey _ -> {}
      }
    }
    requireCompatible();
  }

  private void requireCompatible() {
    int position = element.position();
    boolean hasDefault = defaultOrGenerated instanceof Constraint.Default || serial;
    boolean hasGeneration = defaultOrGenerated instanceof Constraint.Generated;
    if (serial && defaultOrGenerated instanceof Constraint.Default given) {
      throw syntax("multiple default values specified", given.position());
    }
    if (identity != null && hasDefault) {
      throw syntax("both default and identity specified", identity.position());
    }
    if (hasGeneration && serial) {
      throw syntax("both default and generation expression specified", position);
    }
    if (identity != null && hasGeneration) {
      throw syntax("both identity and generation expression specified", identity.position());
    }
  }

  private void nullability(boolean allowed, int position) {
    if (nullable != null && nullable != allowed) {
      throw syntax("conflicting NULL/NOT NULL declarations", position);
    }
    nullable = allowed;
  }

  private void requireNotNullable() {
    if (nullable != null && nullable) {
      throw syntax("conflicting NULL/NOT NULL declarations", element.position());
    }
  }

  private void requireOne(@Nullable Constraint earlier, String problem, int position) {
    if (earlier != null) {
      throw syntax(problem, position);
    }
  }

  private DatabaseException syntax(String problem, int position) {
    return new DatabaseException(
            SqlState.SYNTAX_ERROR,
            "%s for column \"%s\" of table \"%s\"".formatted(problem, name, draft.name))
        .position(position);
  }

  static void requireIdentityType(long typeOid) {
    if (!SequenceDefinition.isInteger(typeOid)) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE,
          "identity column type must be smallint, integer, or bigint");
    }
  }

  /// Creates the sequence a serial or identity column owns.
  Sequence sequence(Column column, SequenceOptions options, long typeOid) {
    return sequence(ddl, draft, column, options, typeOid);
  }

  static Sequence sequence(
      Ddl ddl, TableDraft draft, Column column, SequenceOptions options, long typeOid) {
    String sequenceName =
        options.sequenceName() != null
            ? options.sequenceName().name()
            : ObjectNames.choose(
                draft.name,
                column.name(),
                "seq",
                taken -> ddl.relations().isTaken(draft.schemaOid, taken));
    ddl.relations().require(draft.schemaOid, sequenceName);
    long type = options.type() == null ? typeOid : sequenceType(ddl, options.type());
    Sequence made =
        SequenceDefinition.create(
            ddl.newOid(), draft.schemaOid, sequenceName, draft.ownerOid, type, options);
    Sequence owned = SequenceStatements.ownedBy(made, draft.oid, column.attnum());
    ddl.put(owned);
    return owned;
  }

  static long sequenceType(Ddl ddl, TypeName written) {
    PgRelType type = ddl.binder().type(written);
    if (!SequenceDefinition.isInteger(type.type().oid())) {
      throw new DatabaseException(
          SqlState.INVALID_PARAMETER_VALUE,
          "sequence type must be smallint, integer, or bigint");
    }
    return type.type().oid();
  }
}
