package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.EnumType;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.bind.NameResolver;
import dev.omendb.sql.extension.Extensions;
import dev.omendb.sql.function.OperatorClasses.AccessMethod;
import dev.omendb.sql.function.OperatorClasses.OperatorClass;
import dev.omendb.sql.function.OperatorClasses;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeOids;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Chooses the operator class of an index key (PostgreSQL's ResolveOpClass).
final class KeyClass {
  private final Ddl ddl;
  private final NameResolver names;
  private final OperatorClasses classes = OperatorClasses.standard();

  KeyClass(Ddl ddl) {
    this.ddl = ddl;
    this.names = new NameResolver(ddl.bindContext());
  }

  /// Errors: 42704 `access method "x" does not exist`.
  AccessMethod method(String name) {
    return classes.accessMethods().stream()
        .filter(m -> m.name().equals(name) && m.kind() == 'i' && exists(m.schema()))
        .findFirst()
        .orElseThrow(() -> Relations.undefined("access method", name));
  }

  private boolean exists(String schema) {
    return Extensions.marked(schema)
        .map(e -> names.extensionSchema(e.name()) != null)
        .orElse(true);
  }

  /// The class named, or the type's default. Errors: 42704, 42804.
  OperatorClass choose(String method, PgType type, @Nullable ObjectName named) {
    if (named == null) {
      return byDefault(method, type)
          .orElseThrow(
              () ->
                  new DatabaseException(
                          SqlState.UNDEFINED_OBJECT,
                          "data type %s has no default operator class for access method \"%s\""
                              .formatted(type.displayName(-1), method))
                      .hint(
                          "You must specify an operator class for the index or define a default"
                              + " operator class for the data type."));
    }
    OperatorClass found =
        classes
            .find(method, named.name())
            .filter(c -> visible(c, named))
            .orElseThrow(
                () ->
                    new DatabaseException(
                        SqlState.UNDEFINED_OBJECT,
                        "operator class \"%s\" does not exist for access method \"%s\""
                            .formatted(named, method)));
    if (!accepts(found, type)) {
      throw new DatabaseException(
          SqlState.DATATYPE_MISMATCH,
          "operator class \"%s\" does not accept data type %s"
              .formatted(named, type.displayName(-1)));
    }
    return found;
  }

  private boolean visible(OperatorClass found, ObjectName named) {
    String schema = named.schema();
    return schema == null
        ? names.isVisible(found.schema())
        : names.inSchema(found.schema(), schema);
  }

  Optional<OperatorClass> byDefault(String method, PgType type) {
    Optional<OperatorClass> found = classes.defaultFor(method, type.oid());
    if (found.isEmpty() && type.oid() == TypeOids.VARCHAR) {
      found = classes.defaultFor(method, TypeOids.TEXT);
    }
    if (found.isEmpty() && type.isArray()) {
      found = classes.defaultFor(method, TypeOids.ANYARRAY);
    }
    if (found.isEmpty() && isEnum(type)) {
      found = classes.defaultFor(method, TypeOids.ANYENUM);
    }
    return found;
  }

  private boolean isEnum(PgType type) {
    return ddl.catalog().find(EnumType.class, Integer.toUnsignedLong(type.oid())).isPresent();
  }

  private boolean accepts(OperatorClass found, PgType type) {
    int input = found.inputType();
    return input == type.oid()
        || input == TypeOids.TEXT && type.oid() == TypeOids.VARCHAR
        || input == TypeOids.BIT && type.oid() == TypeOids.VARBIT
        || input == TypeOids.ANYARRAY && type.isArray()
        || input == TypeOids.ANYENUM && isEnum(type);
  }
}
