package dev.omendb.sql.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.sql.command.ddl.DdlDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Expected rows were compared with a PostgreSQL 15 that ran the same statements.
class SystemTablesTest {
  private final DdlDatabase database = new DdlDatabase();

  @BeforeEach
  void createTables() {
    List<String> output =
        database.run(
            """
            CREATE TABLE customers (id serial PRIMARY KEY, name text NOT NULL,
              CONSTRAINT named CHECK (name <> ''));
            CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              customer_id integer REFERENCES customers (id) ON DELETE CASCADE,
              note varchar(20) DEFAULT 'none');
            CREATE UNIQUE INDEX by_note ON orders (lower(note) DESC) WHERE id > 10;
            COMMENT ON TABLE orders IS 'what was ordered'
            """);
    assertThat(output).noneMatch(line -> line.startsWith("ERROR"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void everyTableCanBeReadWhole() {
    for (VirtualTable table : SystemTables.standard().all()) {
      String sql = "SELECT * FROM " + table.schema() + "." + table.name();
      assertThat(database.run(sql)).as(sql).noneMatch(line -> line.startsWith("ERROR"));
    }
  }

  @Test
  void listsRelationsOfAllKinds() {
    assertThat(
            database.run(
                "SELECT relname, relkind FROM pg_class WHERE relnamespace = 2200 ORDER BY 1"))
        .containsExactly(
            "by_note|i", "customers|r", "customers_id_seq|S", "customers_pkey|i", "orders|r",
            "orders_id_seq|S", "orders_pkey|i");
  }

  @Test
  void printsConstraintsAndIndexes() {
    assertThat(
            database.run(
                "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint ORDER BY 1"))
        .containsExactly(
            "customers_pkey|PRIMARY KEY (id)",
            "named|CHECK ((name <> ''::text))",
            "orders_customer_id_fkey|FOREIGN KEY (customer_id) REFERENCES customers(id)"
                + " ON DELETE CASCADE",
            "orders_pkey|PRIMARY KEY (id)");
    assertThat(database.run("SELECT pg_get_indexdef('by_note'::regclass)"))
        .containsExactly(
            "CREATE UNIQUE INDEX by_note ON public.orders USING btree"
                + " (lower((note)::text) DESC) WHERE (id > 10)");
  }

  @Test
  void printsNamesAsTheSearchPathShowsThem() {
    String sql =
        "SELECT 'public.orders'::regclass, pg_get_expr(adbin, adrelid) FROM pg_attrdef"
            + " WHERE adrelid = 'public.customers'::regclass";
    assertThat(database.run(sql)).containsExactly("orders|nextval('customers_id_seq'::regclass)");
    database.run("SET search_path = ''");
    assertThat(database.run(sql))
        .containsExactly("public.orders|nextval('public.customers_id_seq'::regclass)");
  }

  @Test
  void findsObjectsByName() {
    assertThat(
            database.run(
                "SELECT to_regclass('nope'), to_regtype('int'), 'abs(int)'::regprocedure,"
                    + " 'pg_class'::regclass::oid, '=(int,int)'::regoperator"))
        .containsExactly("|integer|abs(integer)|1259|=(integer,integer)");
    assertThat(database.run("SELECT 'nope'::regclass"))
        .containsExactly("ERROR 42P01: relation \"nope\" does not exist");
    assertThat(database.run("SELECT 'abs'::regproc"))
        .containsExactly("ERROR 42725: more than one function named \"abs\"");
  }

  @Test
  void describesObjects() {
    assertThat(
            database.run(
                "SELECT obj_description('orders'::regclass, 'pg_class'),"
                    + " pg_describe_object('pg_class'::regclass, 'orders'::regclass, 3),"
                    + " pg_get_serial_sequence('orders', 'id')"))
        .containsExactly("what was ordered|column note of table orders|public.orders_id_seq");
  }

  @Test
  void showsAnExtensionsObjectsOnlyWhereItIsInstalled() {
    String types = "SELECT typname FROM pg_type WHERE typname IN ('vector', 'halfvec')";
    String methods = "SELECT amname FROM pg_am WHERE amname = 'hnsw'";
    assertThat(database.run(types)).isEmpty();
    assertThat(database.run(methods)).isEmpty();
    database.run("CREATE EXTENSION vector");
    assertThat(database.run(types)).containsExactlyInAnyOrder("vector", "halfvec");
    assertThat(database.run(methods)).containsExactly("hnsw");
  }

  @Test
  void informationSchemaDescribesColumnsAndKeys() {
    assertThat(
            database.run(
                "SELECT column_name, data_type, is_nullable, character_maximum_length,"
                    + " column_default, is_identity FROM information_schema.columns"
                    + " WHERE table_name = 'orders' ORDER BY ordinal_position"))
        .containsExactly(
            "id|bigint|NO|||YES",
            "customer_id|integer|YES|||NO",
            "note|character varying|YES|20|'none'::character varying|NO");
    assertThat(
            database.run(
                "SELECT unique_constraint_name, delete_rule"
                    + " FROM information_schema.referential_constraints"))
        .containsExactly("customers_pkey|CASCADE");
  }
}
