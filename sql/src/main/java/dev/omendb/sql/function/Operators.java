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

/// Every operator whose function is implemented: pg_operator.
public final class Operators {
  private final Map<Integer, Operator> byOid = new LinkedHashMap<>();
  private final Map<String, List<Operator>> byName = new HashMap<>();

  private Operators(Functions functions) {
    read(SignatureFile.read("operators.tsv"), functions);
    for (ExtensionDefinition extension : Extensions.all()) {
      read(SignatureFile.read(extension, "operators"), functions);
    }
  }

  private void read(List<String[]> rows, Functions functions) {
    for (String[] row : rows) {
      functions.byOid(SignatureFile.oid(row[6])).ifPresent(function -> add(row, function));
    }
  }

  /// The operators of every database. Immutable.
  public static Operators standard() {
    return Holder.STANDARD;
  }

  /// All operators of a name, prefix ones included; empty if there are none.
  public List<Operator> byName(String name) {
    return Collections.unmodifiableList(byName.getOrDefault(name, List.of()));
  }

  public Optional<Operator> byOid(int oid) {
    return Optional.ofNullable(byOid.get(oid));
  }

  /// The operator with exactly these argument types (left 0: prefix).
  public Optional<Operator> find(String name, int leftType, int rightType) {
    for (Operator operator : byName.getOrDefault(name, List.of())) {
      if (operator.leftType() == leftType && operator.rightType() == rightType) {
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }

  /// In oid order.
  public Collection<Operator> all() {
    return Collections.unmodifiableCollection(byOid.values());
  }

  private void add(String[] row, Function function) {
    Operator operator =
        new Operator(
            SignatureFile.oid(row[0]),
            row[1],
            row[2],
            SignatureFile.type(row[3]),
            SignatureFile.type(row[4]),
            SignatureFile.type(row[5]),
            function,
            SignatureFile.oid(row[7]),
            SignatureFile.oid(row[8]),
            SignatureFile.flag(row[9]),
            SignatureFile.flag(row[10]),
            SignatureFile.oid(row[11]),
            SignatureFile.oid(row[12]));
    byOid.put(operator.oid(), operator);
    byName.computeIfAbsent(operator.name(), name -> new ArrayList<>()).add(operator);
  }

  private static final class Holder {
    static final Operators STANDARD = new Operators(Functions.standard());
  }
}
