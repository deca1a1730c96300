package dev.omendb.sql.function;

import dev.omendb.sql.extension.ExtensionDefinition;
import dev.omendb.sql.extension.Extensions;
import dev.omendb.sql.function.Function.Implementation;
import dev.omendb.sql.function.Function.Volatility;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Every built-in function: pg_proc's rows that have an implementation. To add one: write the
/// method in its theme, add one line to the theme's list, and, if PostgreSQL does not have it, one
/// line to `functions.tsv`.
///
/// Functions of an extension name its marker as their schema. The binder and pg_catalog replace it
/// by the schema in the database's Extension record, and hide the functions when there is none.
public final class Functions {
  private final Map<Integer, Function> byOid = new LinkedHashMap<>();
  private final Map<String, List<Function>> byName = new HashMap<>();
  private final Set<String> missing = new HashSet<>();
  private final Map<Integer, String> internalNames = new HashMap<>();

  private Functions() {
    Implementations implementations = new Implementations();
    Themes.addAll(implementations);
    for (String[] row : SignatureFile.read("functions.tsv")) {
      add(row, implementations);
    }
    for (String[] row : SignatureFile.read("internal-functions.tsv")) {
      internalNames.put(SignatureFile.oid(row[0]), row[1]);
    }
    for (ExtensionDefinition extension : Extensions.all()) {
      for (String[] row : SignatureFile.read(extension, "functions")) {
        add(row, implementations);
      }
    }
  }

  /// The functions of every database. Immutable.
  public static Functions standard() {
    return Holder.STANDARD;
  }

  /// All overloads of a name, all schemas; empty if there are none.
  public List<Function> byName(String name) {
    return Collections.unmodifiableList(byName.getOrDefault(name, List.of()));
  }

  public Optional<Function> byOid(int oid) {
    return Optional.ofNullable(byOid.get(oid));
  }

  /// In oid order.
  public Collection<Function> all() {
    return Collections.unmodifiableCollection(byOid.values());
  }

  /// True when PostgreSQL has overloads of this name that OmenDB does not: an unresolved call is
  /// then 0A000, not 42883.
  public boolean lacksOverloads(String name) {
    return missing.contains(name);
  }

  /// The name of a function of PostgreSQL's that catalogs refer to and nobody can call here (a
  /// selectivity estimator, an index method's support), or null.
  public @Nullable String internalName(int oid) {
    return internalNames.get(oid);
  }

  private void add(String[] row, Implementations implementations) {
    boolean strict = SignatureFile.flag(row[8]);
    Implementation implementation = implementations.find(row[2], strict);
    if (implementation == null) {
      implementation = InputOutput.find(row[2], row[3], row[4], row[5], strict);
    }
    if (implementation == null) {
      missing.add(row[3]);
      return;
    }
    List<Integer> argumentTypes = SignatureFile.types(row[4]);
    Function function =
        new Function(
            SignatureFile.oid(row[0]),
            row[1],
            row[3],
            row[2],
            argumentTypes,
            SignatureFile.list(row[12]),
            SignatureFile.type(row[5]),
            outputs(row[13]),
            argumentTypes.size() - Integer.parseInt(row[6]),
            SignatureFile.flag(row[7]),
            strict,
            volatility(row[9]),
            implementation);
    byOid.put(function.oid(), function);
    byName.computeIfAbsent(function.name(), name -> new ArrayList<>()).add(function);
  }

  private static List<Function.Output> outputs(String field) {
    List<Function.Output> outputs = new ArrayList<>();
    for (String part : SignatureFile.list(field)) {
      int space = part.indexOf(' ');
      outputs.add(
          new Function.Output(
              part.substring(space + 1), SignatureFile.type(part.substring(0, space))));
    }
    return outputs;
  }

  private static Volatility volatility(String code) {
    return switch (code.charAt(0)) {
      case 'i' -> Volatility.IMMUTABLE;
      case 's' -> Volatility.STABLE;
      case 'v' -> Volatility.VOLATILE;
      default -> throw new IllegalStateException("volatility " + code);
    };
  }

  private static final class Holder {
    static final Functions STANDARD = new Functions();
  }
}
