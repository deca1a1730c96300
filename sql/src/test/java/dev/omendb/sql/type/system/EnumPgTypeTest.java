package dev.omendb.sql.type.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogChange;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.sql.type.ByteArraySink;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeNames;
import dev.omendb.sql.type.Types;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Enums of a catalog are types of it, ordered as declared.
class EnumPgTypeTest {
  private static final long DATABASE = 5;

  private final Types types = Types.forCatalog(catalog(), DATABASE);
  private final PgType mood = types.byName("app", "Mood").orElseThrow();

  @Test
  void enumsAndTheirArraysAreFoundByNameAndOid() {
    assertThat(types.byOid(20_001)).isSameAs(mood);
    assertThat(types.arrayOf(mood).orElseThrow().name()).isEqualTo("_Mood");
    assertThat(TypeNames.format(types, 20_002, -1, List.of("app"))).isEqualTo("\"Mood\"[]");
    assertThat(TypeNames.format(types, 20_001, -1, List.of("public"))).isEqualTo("app.\"Mood\"");
    assertThat(mood.info().kind()).isEqualTo('e');
    assertThat(types.parseTypeName("app.\"Mood\"[]").type().oid()).isEqualTo(20_002);
  }

  @Test
  void anotherDatabaseDoesNotSeeThem() {
    assertThat(Types.forCatalog(catalog(), 6).find(20_001)).isEmpty();
  }

  @Test
  void labelsSortAsDeclared() {
    Column values = values("sad", "ok", "happy");
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        assertThat(Integer.signum(mood.compare(values, i, values, j)))
            .isEqualTo(Integer.compare(i, j));
        assertThat(Integer.signum(Arrays.compareUnsigned(key(values, i), key(values, j))))
            .isEqualTo(Integer.compare(i, j));
        assertThat(mood.equal(values, i, values, j)).isEqualTo(i == j);
      }
    }
  }

  @Test
  void onlyDeclaredLabelsAreTaken() {
    assertThatThrownBy(() -> values("angry"))
        .isInstanceOf(DatabaseException.class)
        .hasMessage("invalid input value for enum \"Mood\": \"angry\"")
        .extracting(e -> ((DatabaseException) e).state())
        .isEqualTo(SqlState.INVALID_TEXT_REPRESENTATION);
  }

  @Test
  void arraysOfEnumsReadAndPrint() {
    PgType array = types.arrayOf(mood).orElseThrow();
    Column column = array.storage(-1).newColumn(1);
    byte[] literal = "{ok,NULL,\"happy\"}".getBytes(StandardCharsets.UTF_8);
    array.parseText(literal, 0, literal.length, -1, FormatSettings.DEFAULT, column);
    ByteArraySink out = new ByteArraySink();
    array.formatText(column, 0, FormatSettings.DEFAULT, out);
    assertThat(out).hasToString("{ok,NULL,happy}");
  }

  private Column values(String... labels) {
    Column column = mood.storage(-1).newColumn(labels.length);
    for (String label : labels) {
      byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
      mood.parseText(bytes, 0, bytes.length, -1, FormatSettings.DEFAULT, column);
    }
    return column;
  }

  private byte[] key(Column column, int row) {
    KeyBuffer key = new KeyBuffer();
    mood.encode(column, row, key);
    return key.toByteArray();
  }

  private static Catalog catalog() {
    CatalogObject schema = new CatalogObject.Schema(16_400, DATABASE, "app", 10);
    CatalogObject definition =
        new CatalogObject.EnumType(
            20_001, 20_002, 16_400, "Mood", 10, List.of("sad", "ok", "happy"));
    return Catalog.EMPTY.with(
        List.of(new CatalogChange.Put(schema), new CatalogChange.Put(definition)));
  }
}
