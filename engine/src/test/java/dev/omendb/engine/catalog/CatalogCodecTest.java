package dev.omendb.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Comment;
import dev.omendb.engine.catalog.CatalogObject.Constraint;
import dev.omendb.engine.catalog.CatalogObject.Database;
import dev.omendb.engine.catalog.CatalogObject.EnumType;
import dev.omendb.engine.catalog.CatalogObject.Extension;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.IndexKey;
import dev.omendb.engine.catalog.CatalogObject.MissingValue;
import dev.omendb.engine.catalog.CatalogObject.Persistence;
import dev.omendb.engine.catalog.CatalogObject.Reference;
import dev.omendb.engine.catalog.CatalogObject.Role;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.catalog.CatalogObject.Sequence;
import dev.omendb.engine.catalog.CatalogObject.Settings;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.catalog.CatalogObject.View;
import dev.omendb.engine.column.StorageType;
import dev.omendb.engine.error.DatabaseException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.openhft.chronicle.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogCodecTest {
  private static final Column PLAIN =
      new Column(
          1, "id", 20, -1, StorageType.INT8, true, "nextval('s')", 'd', '\0', false, null);
  private static final Column MISSING_BITS =
      new Column(
          2,
          "größe",
          701,
          -1,
          StorageType.FLOAT8,
          false,
          null,
          '\0',
          's',
          false,
          new MissingValue(Double.doubleToLongBits(-1.5), null));
  private static final Column MISSING_BYTES =
      new Column(
          3,
          "v",
          16400,
          768,
          StorageType.fixed(3072),
          false,
          null,
          '\0',
          '\0',
          true,
          new MissingValue(0, new byte[] {1, -2, 3}));

  static Stream<CatalogObject> everyKind() {
    return Stream.of(
        new Database(5, "postgres", 10),
        new Role(10, "postgres", true, true, false, true, "SCRAM-SHA-256$4096:x$y:z"),
        new Role(16385, "reader", false, false, true, false, null),
        new Settings(16386, 0, 10, Map.of("work_mem", "4MB", "search_path", "\"$user\", public")),
        new Schema(2200, 5, "public", 6171),
        table(),
        new Table(9, 2200, "", 10, Persistence.TEMPORARY, List.of(), List.of(), Map.of()),
        new Index(
            16401,
            2200,
            "items_pkey",
            16400,
            "btree",
            true,
            true,
            false,
            true,
            List.of(
                new IndexKey(1, null, 20, -1, StorageType.INT8, 3124, false, false),
                new IndexKey(0, "lower(name)", 25, -1, StorageType.VARIABLE, 3126, true, true)),
            List.of(2, 3),
            "id > 0",
            Map.of("fillfactor", "90")),
        new Sequence(
            16402, 2200, "s", 10, 20, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1, true, 16400, 1),
        new View(16403, 2200, "v", 10, List.of(PLAIN), "SELECT 1"),
        new EnumType(16404, 16405, 2200, "mood", 10, List.of("sad", "ok", "happy 😀")),
        new Extension(16406, 5, "vector", 2200, "0.8.0"),
        new Comment(16407, 1259, 16400, 2, "what\nit is"));
  }

  private static Table table() {
    return new Table(
        16400,
        2200,
        "items",
        10,
        Persistence.PERMANENT,
        List.of(PLAIN, MISSING_BITS, MISSING_BYTES),
        List.of(
            new Constraint(16408, "pk", 'p', List.of(1), 16401, null, null, false, false),
            new Constraint(
                16409,
                "fk",
                'f',
                List.of(1, 2),
                16401,
                null,
                new Reference(16400, List.of(1, 2), 'a', 'c', 's'),
                true,
                true),
            new Constraint(16410, "ck", 'c', List.of(2), 0, "größe > 0", null, false, false)),
        Map.of("autovacuum_enabled", "false"));
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void everyKindComesBackAsItWas(CatalogObject object) {
    Bytes<?> bytes = Bytes.allocateElasticOnHeap();
    CatalogCodec.write(new CatalogChange.Put(object), bytes);
    CatalogCodec.write(new CatalogChange.Drop(object.oid()), bytes);
    CatalogChange.Put read = (CatalogChange.Put) CatalogCodec.readChange(bytes);
    assertThat(read.object())
        .usingRecursiveComparison()
        .withStrictTypeChecking()
        .isEqualTo(object);
    assertThat(CatalogCodec.readChange(bytes)).isEqualTo(new CatalogChange.Drop(object.oid()));
    assertThat(bytes.readRemaining()).isZero();
  }

  @Test
  void everyKindIsTested() {
    assertThat(everyKind().map(Object::getClass).distinct().count())
        .isEqualTo(CatalogObject.class.getPermittedSubclasses().length);
  }

  @Test
  void refusesWhatANewerServerWrote() {
    Bytes<?> bytes = Bytes.allocateElasticOnHeap();
    CatalogCodec.write(table(), bytes);
    bytes.writeByte(1, (byte) 2);
    assertThatThrownBy(() -> CatalogCodec.readObject(bytes))
        .isInstanceOf(DatabaseException.class)
        .hasMessage("catalog record of kind 5 has version 2; this server reads version 1");
  }

  @Test
  void refusesGarbage() {
    Bytes<?> bytes = Bytes.allocateElasticOnHeap();
    bytes.writeUnsignedByte(77);
    bytes.writeUnsignedByte(1);
    assertThatThrownBy(() -> CatalogCodec.readObject(bytes))
        .hasMessage("catalog record has unknown kind 77");
  }
}
