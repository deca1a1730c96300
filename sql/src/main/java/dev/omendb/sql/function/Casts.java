package dev.omendb.sql.function;

import dev.omendb.sql.extension.ExtensionDefinition;
import dev.omendb.sql.extension.Extensions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every cast that pg_cast lists and whose function is implemented. Casts through text that need no
/// row (any type to text on assignment, from text when explicit) are the binder's rule.
public final class Casts {
  private final Map<Long, Cast> casts = new LinkedHashMap<>();
  private final Map<Integer, List<Cast>> bySource = new HashMap<>();

  private Casts(Functions functions) {
    read(SignatureFile.read("casts.tsv"), "pg_catalog", functions);
    for (ExtensionDefinition extension : Extensions.all()) {
      read(SignatureFile.read(extension, "casts"), extension.marker(), functions);
    }
  }

  /// The casts of every database. Immutable.
  public static Casts standard() {
    return Holder.STANDARD;
  }

  public Optional<Cast> find(int sourceOid, int targetOid) {
    return Optional.ofNullable(casts.get(key(sourceOid, targetOid)));
  }

  public List<Cast> fromSource(int sourceOid) {
    return Collections.unmodifiableList(bySource.getOrDefault(sourceOid, List.of()));
  }

  /// In oid order.
  public Collection<Cast> all() {
    return Collections.unmodifiableCollection(casts.values());
  }

  private void read(List<String[]> rows, String schema, Functions functions) {
    for (String[] row : rows) {
      int functionOid = SignatureFile.oid(row[3]);
      Optional<Function> function = functions.byOid(functionOid);
      if (functionOid != 0 && function.isEmpty()) {
        continue;
      }
      Cast cast =
          new Cast(
              SignatureFile.oid(row[0]),
              schema,
              SignatureFile.type(row[1]),
              SignatureFile.type(row[2]),
              context(row[4].charAt(0)),
              method(row[5].charAt(0)),
              function.orElse(null));
      casts.put(key(cast.sourceOid(), cast.targetOid()), cast);
      bySource.computeIfAbsent(cast.sourceOid(), oid -> new ArrayList<>()).add(cast);
    }
  }

  private static Cast.Context context(char code) {
    for (Cast.Context context : Cast.Context.values()) {
      if (context.code() == code) {
        return context;
      }
    }
    throw new IllegalStateException("cast context " + code);
  }

  private static Cast.Method method(char code) {
    return switch (code) {
      case 'f' -> Cast.Method.FUNCTION;
      case 'b' -> Cast.Method.BINARY_COERCIBLE;
      case 'i' -> Cast.Method.INPUT_OUTPUT;
      default -> throw new IllegalStateException("cast method " + code);
    };
  }

  private static long key(int sourceOid, int targetOid) {
    return (long) sourceOid << 32 | targetOid;
  }

  private static final class Holder {
    static final Casts STANDARD = new Casts(Functions.standard());
  }
}
