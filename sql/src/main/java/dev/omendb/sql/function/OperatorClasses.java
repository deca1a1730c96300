package dev.omendb.sql.function;

import dev.omendb.sql.extension.ExtensionDefinition;
import dev.omendb.sql.extension.Extensions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Access methods and what they can index: pg_am, pg_opfamily, pg_opclass, pg_amop and pg_amproc.
public final class OperatorClasses {
  private final List<AccessMethod> methods =
      List.of(
          new AccessMethod(2, "pg_catalog", "heap", 't', "heap_tableam_handler"),
          new AccessMethod(403, "pg_catalog", "btree", 'i', "bthandler"),
          new AccessMethod(405, "pg_catalog", "hash", 'i', "hashhandler"),
          new AccessMethod(783, "pg_catalog", "gist", 'i', "gisthandler"),
          new AccessMethod(2742, "pg_catalog", "gin", 'i', "ginhandler"),
          new AccessMethod(4000, "pg_catalog", "spgist", 'i', "spghandler"),
          new AccessMethod(3580, "pg_catalog", "brin", 'i', "brinhandler"),
          new AccessMethod(17780, Extensions.VECTOR.marker(), "ivfflat", 'i', "ivfflathandler"),
          new AccessMethod(17782, Extensions.VECTOR.marker(), "hnsw", 'i', "hnswhandler"),
          new AccessMethod(18046, Extensions.VECTOR.marker(), "flat", 'i', "flathandler"));
  private final List<Family> families = new ArrayList<>();
  private final List<OperatorClass> classes = new ArrayList<>();
  private final List<FamilyOperator> operators = new ArrayList<>();
  private final List<FamilySupport> supports = new ArrayList<>();

  private OperatorClasses() {
    read(SignatureFile.read("opclasses.tsv"), "pg_catalog");
    for (ExtensionDefinition extension : Extensions.all()) {
      read(SignatureFile.read(extension, "opclasses"), extension.marker());
    }
  }

  /// The operator classes of every database. Immutable.
  public static OperatorClasses standard() {
    return Holder.STANDARD;
  }

  public List<AccessMethod> accessMethods() {
    return methods;
  }

  public List<Family> families() {
    return Collections.unmodifiableList(families);
  }

  public List<OperatorClass> classes() {
    return Collections.unmodifiableList(classes);
  }

  public List<FamilyOperator> operators() {
    return Collections.unmodifiableList(operators);
  }

  public List<FamilySupport> supports() {
    return Collections.unmodifiableList(supports);
  }

  public Optional<OperatorClass> byOid(int oid) {
    return classes.stream().filter(c -> c.oid() == oid).findFirst();
  }

  /// The class that CREATE INDEX names, for a type it accepts directly or through anyarray.
  public Optional<OperatorClass> find(String accessMethod, String name) {
    return classes.stream()
        .filter(c -> c.accessMethod().equals(accessMethod) && c.name().equals(name))
        .findFirst();
  }

  /// The class an index uses when none is named. Binary-coercible types (varchar as text) and
  /// anyarray are the caller's to try.
  public Optional<OperatorClass> defaultFor(String accessMethod, int typeOid) {
    return classes.stream()
        .filter(
            c -> c.isDefault() && c.inputType() == typeOid && c.accessMethod().equals(accessMethod))
        .findFirst();
  }

  /// The operators of a family for a left type, by strategy.
  public Optional<FamilyOperator> operator(
      int familyOid, int leftType, int rightType, int strategy) {
    return operators.stream()
        .filter(o ->
            o.familyOid() == familyOid
                && o.leftType() == leftType
                && o.rightType() == rightType
                && o.strategy() == strategy)
        .findFirst();
  }

  private void read(List<String[]> rows, String schema) {
    for (String[] row : rows) {
      int oid = SignatureFile.oid(row[1]);
      switch (row[0]) {
        case "family" -> families.add(new Family(oid, schema, row[2], row[3]));
        case "class" ->
            classes.add(
                new OperatorClass(
                    oid,
                    schema,
                    row[2],
                    row[3],
                    SignatureFile.oid(row[4]),
                    SignatureFile.type(row[5]),
                    SignatureFile.flag(row[6]),
                    row[7].isEmpty() ? 0 : SignatureFile.type(row[7])));
        case "operator" ->
            operators.add(
                new FamilyOperator(
                    oid,
                    SignatureFile.oid(row[2]),
                    SignatureFile.type(row[3]),
                    SignatureFile.type(row[4]),
                    Integer.parseInt(row[5]),
                    row[6].charAt(0),
                    SignatureFile.oid(row[7]),
                    SignatureFile.oid(row[8])));
        case "support" ->
            supports.add(
                new FamilySupport(
                    oid,
                    SignatureFile.oid(row[2]),
                    SignatureFile.type(row[3]),
                    SignatureFile.type(row[4]),
                    Integer.parseInt(row[5]),
                    row[6]));
        default -> throw new IllegalStateException(row[0]);
      }
    }
  }

  /// A row of pg_am.
  ///
  /// @param kind 't' table, 'i' index
  public record AccessMethod(int oid, String schema, String name, char kind, String handler) {}

  /// A row of pg_opfamily.
  public record Family(int oid, String schema, String accessMethod, String name) {}

  /// A row of pg_opclass.
  ///
  /// @param keyType type stored in the index when it differs, else 0
  public record OperatorClass(
      int oid,
      String schema,
      String accessMethod,
      String name,
      int familyOid,
      int inputType,
      boolean isDefault,
      int keyType) {}

  /// A row of pg_amop.
  ///
  /// @param purpose 's' search, 'o' ordering
  public record FamilyOperator(
      int oid,
      int familyOid,
      int leftType,
      int rightType,
      int strategy,
      char purpose,
      int operatorOid,
      int sortFamilyOid) {}

  /// A row of pg_amproc.
  ///
  /// @param function name of the support function
  public record FamilySupport(
      int oid, int familyOid, int leftType, int rightType, int number, String function) {}

  private static final class Holder {
    static final OperatorClasses STANDARD = new OperatorClasses();
  }
}
