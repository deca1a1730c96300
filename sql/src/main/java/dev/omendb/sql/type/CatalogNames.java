package dev.omendb.sql.type;

import org.jspecify.annotations.Nullable;

/// Looks names of catalog objects up and prints them: what the text forms of regclass, regtype,
/// regproc and their like need. Implemented by the session over its catalog and search path.
public interface CatalogNames {
  /// What a reg… type refers to.
  enum Kind {
    CLASS,
    TYPE,
    PROC,
    PROCEDURE,
    OPER,
    OPERATOR,
    NAMESPACE,
    ROLE,
    COLLATION,
    CONFIG,
    DICTIONARY
  }

  /// The oid that `text` names, as the reg… type's input function finds it. Errors: 42P01 `relation
  /// "x" does not exist`, 42704, 42883, 42725, 42602, ….
  long resolve(Kind kind, String text);

  /// How the reg… type's output function prints `oid` (quoted and qualified when needed), or null
  /// when there is no such object and the number is printed.
  @Nullable String print(Kind kind, long oid);

  /// Knows the built-in types and no other objects: those are numbers only.
  CatalogNames NONE =
      new CatalogNames() {
        @Override
        public long resolve(Kind kind, String text) {
          if (kind == Kind.TYPE) {
            return Types.builtin().parseTypeName(text).type().oid();
          }
          throw InputErrors.unknownObject(kind, text);
        }

        @Override
        public @Nullable String print(Kind kind, long oid) {
          return kind == Kind.TYPE
              ? Types.builtin().find((int) oid).map(t -> t.displayName(-1)).orElse(null)
              : null;
        }
      };
}
