package dev.omendb.sql.bind;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.Cast.Context;
import dev.omendb.sql.type.PgType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Pseudo-types that stand for a type found at the call (PostgreSQL documentation, 38.2.5).
final class Polymorphism {
  static final int ANY = 2276;
  static final int ANYARRAY = 2277;
  static final int ANYELEMENT = 2283;
  static final int ANYNONARRAY = 2776;
  static final int ANYENUM = 3500;
  static final int ANYCOMPATIBLE = 5077;
  static final int ANYCOMPATIBLEARRAY = 5078;
  static final int ANYCOMPATIBLENONARRAY = 5079;
  static final int RECORD = 2249;
  static final int RECORD_ARRAY = 2287;

  private Polymorphism() {}

  static boolean isPolymorphic(int oid) {
    return switch (oid) {
      case ANY, ANYARRAY, ANYELEMENT, ANYNONARRAY, ANYENUM, ANYCOMPATIBLE, ANYCOMPATIBLEARRAY,
          ANYCOMPATIBLENONARRAY ->
          true;
      default -> false;
    };
  }

  static boolean accepts(BindContext context, PgType source, int pseudo) {
    return switch (pseudo) {
      case ANYARRAY, ANYCOMPATIBLEARRAY -> isArrayLike(source);
      case ANYNONARRAY, ANYCOMPATIBLENONARRAY -> !isArrayLike(source);
      case ANYENUM -> source.info().kind() == 'e';
      default -> true;
    };
  }

  /// int2vector and oidvector count as arrays of their element.
  private static boolean isArrayLike(PgType type) {
    return type.isArray() || type.info().category() == 'A';
  }

  /// What each argument must become and what the call returns.
  record Resolution(PgType[] arguments, PgType result) {}

  /// Resolves a signature for actual argument types (unknown literals included). Null when the
  /// arguments disagree.
  static @Nullable Resolution resolve(
      BindContext context, List<Integer> declared, int returnType, PgType[] actual) {
    PgType element = null;
    for (int i = 0; i < actual.length; i++) {
      PgType seen = elementFrom(context, declared.get(i), actual[i]);
      if (seen == null) {
        continue;
      }
      if (element == null || element.oid() == seen.oid()) {
        element = seen;
      } else if (isCompatibleFamily(declared.get(i))) {
        element = wider(context, element, seen);
        if (element == null) {
          return null;
        }
      } else {
        return null;
      }
    }
    boolean needed = isPolymorphic(returnType) && returnType != ANY;
    for (int pseudo : declared) {
      needed |= isPolymorphic(pseudo) && pseudo != ANY;
    }
    if (needed && element == null) {
      element = context.type(Coercion.TEXT);
    }
    PgType[] arguments = new PgType[actual.length];
    for (int i = 0; i < actual.length; i++) {
      arguments[i] = substitute(context, declared.get(i), element, actual[i]);
    }
    PgType result = substitute(context, returnType, element, context.type(Coercion.TEXT));
    return new Resolution(arguments, result);
  }

  /// A chosen signature needs an argument that tells what its anyelement or anyarray is; only the
  /// anycompatible family takes text when nothing does.
  ///
  /// Errors: 42804 `could not determine polymorphic type because input has type unknown`.
  static void requireKnown(List<Integer> declared, PgType[] actual) {
    boolean strict = false;
    for (int i = 0; i < actual.length; i++) {
      int pseudo = declared.get(i);
      if (isPolymorphic(pseudo) && pseudo != ANY && !isCompatibleFamily(pseudo)) {
        if (actual[i].oid() != Coercion.UNKNOWN) {
          return;
        }
        strict = true;
      }
    }
    if (strict) {
      throw new DatabaseException(
          SqlState.DATATYPE_MISMATCH,
          "could not determine polymorphic type because input has type unknown");
    }
  }

  private static @Nullable PgType elementFrom(BindContext context, int pseudo, PgType actual) {
    if (actual.oid() == Coercion.UNKNOWN) {
      return null;
    }
    return switch (pseudo) {
      case ANYARRAY, ANYCOMPATIBLEARRAY ->
          actual.info().elementOid() == 0 ? null : context.type(actual.info().elementOid());
      case ANYELEMENT, ANYNONARRAY, ANYENUM, ANYCOMPATIBLE, ANYCOMPATIBLENONARRAY -> actual;
      default -> null;
    };
  }

  private static boolean isCompatibleFamily(int pseudo) {
    return pseudo == ANYCOMPATIBLE
        || pseudo == ANYCOMPATIBLEARRAY
        || pseudo == ANYCOMPATIBLENONARRAY;
  }

  /// As [CommonType]: the first type stays unless it only converts to the other.
  private static @Nullable PgType wider(BindContext context, PgType a, PgType b) {
    Coercion coercion = new Coercion(context);
    if (a.info().category() != b.info().category()) {
      return null;
    }
    boolean back = coercion.possible(b, a, Context.IMPLICIT);
    boolean widens =
        !a.info().preferred() && !back && coercion.possible(a, b, Context.IMPLICIT);
    return widens ? b : back ? a : null;
  }

  private static PgType substitute(
      BindContext context, int declared, @Nullable PgType element, PgType actual) {
    switch (declared) {
      case ANYARRAY, ANYCOMPATIBLEARRAY -> {
        if (element == null) {
          return actual;
        }
        if (element.oid() == RECORD) {
          return context.type(RECORD_ARRAY);
        }
        if (element.info().arrayOid() == 0) {
          throw new DatabaseException(
              SqlState.UNDEFINED_OBJECT,
              "could not find array type for data type " + element.displayName(-1));
        }
        boolean vectorLike = actual.info().category() == 'A' && !actual.isArray();
        return vectorLike ? actual : context.type(element.info().arrayOid());
      }
      case ANYELEMENT, ANYNONARRAY, ANYENUM, ANYCOMPATIBLE, ANYCOMPATIBLENONARRAY -> {
        return element == null ? actual : element;
      }
      case ANY -> {
        return actual;
      }
      default -> {
        return context.type(declared);
      }
    }
  }
}
