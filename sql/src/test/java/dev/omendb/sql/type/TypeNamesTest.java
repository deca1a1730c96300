package dev.omendb.sql.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.sql.type.Types.TypeRef;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The registry has PostgreSQL's pg_type, and reads and prints type names as PostgreSQL does.
class TypeNamesTest {
  private final Types types = Types.builtin();

  @Test
  void theRegistryHasEveryRowOfPostgresTypeTable() {
    List<String> differences = new ArrayList<>();
    for (String line : TypeFiles.read("/types/pg_type.tsv")) {
      String[] fields = line.split("\t");
      PgType type = types.find(Integer.parseInt(fields[0])).orElse(null);
      String actual = type == null ? "missing" : describe(type);
      if (!actual.equals(line)) {
        differences.add(line + " <> " + actual);
      }
    }
    assertThat(differences).isEmpty();
  }

  @Test
  void spellingsAreReadAndPrinted() {
    List<String> differences = new ArrayList<>();
    for (String line : TypeFiles.read("/types/spellings.tsv")) {
      String[] fields = line.split("\t");
      String expected = line.substring(fields[0].length() + 1);
      String actual;
      try {
        TypeRef read = types.parseTypeName(fields[0]);
        actual = TypeNames.format(types, read.type().oid(), read.typmod()) + "\t" + read.typmod();
      } catch (DatabaseException e) {
        actual = "!" + e.state().code() + "\u001f" + e.getMessage();
      }
      if (!actual.equals(expected)) {
        differences.add(fields[0] + ": expected " + expected + ", was " + actual);
      }
    }
    assertThat(differences).isEmpty();
  }

  @Test
  void formatTypeNamesWhatIsNotThere() {
    assertThat(TypeNames.format(types, 0, -1)).isEqualTo("-");
    assertThat(TypeNames.format(types, 999_999, -1)).isEqualTo("???");
    assertThat(TypeNames.format(types, TypeOids.BPCHAR, -1)).isEqualTo("bpchar");
    assertThat(TypeNames.format(types, TypeOids.BPCHAR)).isEqualTo("character");
    assertThat(TypeNames.format(types, TypeOids.BIT, -1)).isEqualTo("\"bit\"");
  }

  @Test
  void typesOfASchemaOffTheSearchPathAreQualified() {
    Types moved = types.withExtensionIn("vector", "Ext");
    List<String> path = List.of("public");
    assertThat(TypeNames.format(moved, TypeOids.VECTOR, 3, path)).isEqualTo("\"Ext\".vector(3)");
    assertThat(TypeNames.format(types, TypeOids.VECTOR, 3, path)).isEqualTo("vector(3)");
    assertThat(moved.byName(path, "vector")).isEmpty();
    assertThat(moved.byName("Ext", "vector")).isPresent();
  }

  @Test
  void arraysAndElementsFindEachOther() {
    PgType int4 = types.byOid(TypeOids.INT4);
    PgType array = types.arrayOf(int4).orElseThrow();
    assertThat(array.oid()).isEqualTo(TypeOids.INT4_ARRAY);
    assertThat(types.elementOf(array)).contains(int4);
    assertThat(types.arrayOf(array)).contains(array);
    assertThat(types.elementOf(types.byOid(TypeOids.INT2VECTOR)).orElseThrow().oid())
        .isEqualTo(TypeOids.INT2);
  }

  @Test
  void anUnknownOidIsAnInternalError() {
    assertThatThrownBy(() -> types.byOid(5)).hasMessage("cache lookup failed for type 5");
  }

  @Test
  void identifiersAreQuotedOnlyWhenTheyMustBe() {
    assertThat(TypeNames.quoteIdentifier("abc_1")).isEqualTo("abc_1");
    assertThat(TypeNames.quoteIdentifier("Abc")).isEqualTo("\"Abc\"");
    assertThat(TypeNames.quoteIdentifier("select")).isEqualTo("\"select\"");
    assertThat(TypeNames.quoteIdentifier("a\"b")).isEqualTo("\"a\"\"b\"");
    assertThat(TypeNames.quoteIdentifier("")).isEqualTo("\"\"");
  }

  private String describe(PgType type) {
    TypeInfo info = type.info();
    return String.join(
        "\t",
        String.valueOf(info.oid()),
        info.name(),
        String.valueOf(info.length()),
        String.valueOf(info.kind()),
        String.valueOf(info.category()),
        info.preferred() ? "t" : "f",
        String.valueOf(info.elementOid()),
        String.valueOf(info.arrayOid()),
        String.valueOf(info.alignment()),
        String.valueOf(info.storage()),
        String.valueOf(info.delimiter()),
        info.passedByValue() ? "t" : "f",
        TypeNames.format(types, info.oid()));
  }
}
