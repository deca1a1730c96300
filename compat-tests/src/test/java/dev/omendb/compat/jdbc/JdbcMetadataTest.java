package dev.omendb.compat.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What tools ask pgjdbc about a database.
class JdbcMetadataTest extends JdbcTest {
  @BeforeEach
  void tables() throws SQLException {
    run(
        "DROP TABLE IF EXISTS jdbc_meta_child",
        "DROP TABLE IF EXISTS jdbc_meta",
        "CREATE TABLE jdbc_meta (id serial PRIMARY KEY, name varchar(40) NOT NULL,"
            + " price numeric(8,2) DEFAULT 1.5, made timestamptz, tags text[], code text UNIQUE)",
        "CREATE INDEX jdbc_meta_name ON jdbc_meta (name)");
  }

  @Test
  void product() throws SQLException {
    var meta = connection.getMetaData();
    assertThat(meta.getDatabaseProductName()).isEqualTo("PostgreSQL");
    assertThat(meta.getDatabaseMajorVersion()).isGreaterThanOrEqualTo(15);
    assertThat(meta.getUserName()).isEqualTo("postgres");
    assertThat(meta.getSQLKeywords()).isNotEmpty();
    assertThat(meta.getMaxColumnNameLength()).isEqualTo(63);
    assertThat(connection.isValid(5)).isTrue();
    assertThat(connection.getCatalog()).isEqualTo(endpoint.database());
    assertThat(connection.getSchema()).isEqualTo("public");
  }

  @Test
  void tablesAndSchemas() throws SQLException {
    var meta = connection.getMetaData();
    try (var tables = meta.getTables(null, "public", "jdbc_meta", new String[] {"TABLE"})) {
      assertThat(tables.next()).isTrue();
      assertThat(tables.getString("TABLE_NAME")).isEqualTo("jdbc_meta");
      assertThat(tables.getString("TABLE_SCHEM")).isEqualTo("public");
      assertThat(tables.getString("TABLE_TYPE")).isEqualTo("TABLE");
      assertThat(tables.next()).isFalse();
    }
    try (var schemas = meta.getSchemas()) {
      assertThat(rows(schemas)).anyMatch(row -> row.startsWith("public|"));
    }
    try (var catalogs = meta.getCatalogs()) {
      assertThat(rows(catalogs)).contains(endpoint.database());
    }
    try (var types = meta.getTableTypes()) {
      assertThat(rows(types)).contains("TABLE", "VIEW", "INDEX");
    }
  }

  @Test
  void columns() throws SQLException {
    var seen = new ArrayList<String>();
    try (var columns = connection.getMetaData().getColumns(null, "public", "jdbc_meta", "%")) {
      while (columns.next()) {
        seen.add(
            "%s %s %d %s %s %s"
                .formatted(
                    columns.getString("COLUMN_NAME"),
                    columns.getString("TYPE_NAME"),
                    columns.getInt("COLUMN_SIZE"),
                    columns.getString("IS_NULLABLE"),
                    columns.getString("COLUMN_DEF"),
                    columns.getString("IS_AUTOINCREMENT")));
      }
    }
    assertThat(seen)
        .containsExactly(
            "id serial 10 NO nextval('jdbc_meta_id_seq'::regclass) YES",
            "name varchar 40 NO null NO",
            "price numeric 8 YES 1.5 NO",
            "made timestamptz 35 YES null NO",
            "tags _text 2147483647 YES null NO",
            "code text 2147483647 YES null NO");
  }

  @Test
  void keysAndIndexes() throws SQLException {
    run("CREATE TABLE jdbc_meta_child (id int PRIMARY KEY, meta_id int REFERENCES jdbc_meta (id))");
    var meta = connection.getMetaData();
    try (var keys = meta.getPrimaryKeys(null, "public", "jdbc_meta")) {
      assertThat(keys.next()).isTrue();
      assertThat(keys.getString("COLUMN_NAME")).isEqualTo("id");
      assertThat(keys.getString("PK_NAME")).isEqualTo("jdbc_meta_pkey");
    }
    var indexes = new ArrayList<String>();
    try (var info = meta.getIndexInfo(null, "public", "jdbc_meta", false, false)) {
      while (info.next()) {
        indexes.add(
            "%s %s %s"
                .formatted(
                    info.getString("INDEX_NAME"),
                    info.getString("COLUMN_NAME"),
                    info.getBoolean("NON_UNIQUE")));
      }
    }
    assertThat(indexes)
        .containsExactlyInAnyOrder(
            "jdbc_meta_pkey id false", "jdbc_meta_code_key code false", "jdbc_meta_name name true");
    try (var imported = meta.getImportedKeys(null, "public", "jdbc_meta_child")) {
      assertThat(imported.next()).isTrue();
      assertThat(imported.getString("PKTABLE_NAME")).isEqualTo("jdbc_meta");
      assertThat(imported.getString("FKCOLUMN_NAME")).isEqualTo("meta_id");
    }
  }

  @Test
  void typeInfo() throws SQLException {
    var names = new ArrayList<String>();
    try (var types = connection.getMetaData().getTypeInfo()) {
      while (types.next()) {
        names.add(types.getString("TYPE_NAME"));
      }
    }
    assertThat(names).contains("int4", "text", "timestamptz", "uuid", "jsonb", "numeric");
  }

  @Test
  void resultSetMetaData() throws SQLException {
    try (var statement = connection.createStatement();
        var result =
            statement.executeQuery(
                "SELECT id, name AS n, price, price * 2 AS twice, tags FROM jdbc_meta")) {
      var meta = result.getMetaData();
      assertThat(meta.getColumnType(1)).isEqualTo(Types.INTEGER);
      assertThat(meta.getColumnLabel(2)).isEqualTo("n");
      assertThat(meta.getPrecision(2)).isEqualTo(40);
      assertThat(meta.getPrecision(3)).isEqualTo(8);
      assertThat(meta.getScale(3)).isEqualTo(2);
      assertThat(meta.getTableName(1)).isEqualTo("jdbc_meta");
      assertThat(meta.getTableName(4)).isEmpty();
      assertThat(meta.isAutoIncrement(1)).isTrue();
      assertThat(meta.getColumnClassName(3)).isEqualTo("java.math.BigDecimal");
      assertThat(meta.getColumnTypeName(5)).isEqualTo("_text");
    }
  }

  @Test
  void functionsAndProcedures() throws SQLException {
    try (var functions = connection.getMetaData().getFunctions(null, "pg_catalog", "lower")) {
      assertThat(functions.next()).isTrue();
    }
  }
}
