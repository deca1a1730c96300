package dev.omendb.pgwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.sql.session.Database;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CopyWarmUpTest {
  @Test
  void loadsRows() {
    try (Database database = ServerComponents.inMemory("1")) {
      CopyWarmUp.run(database, () -> false);
      CatalogObject.Table table =
          database.storage().catalog().all(CatalogObject.Table.class).stream()
              .filter(t -> t.name().equals("warm_up"))
              .findFirst()
              .orElseThrow();
      assertThat(database.storage().tableRows(table.oid())).isEqualTo(6000);
    }
  }

  @Test
  void stopsWhenAsked() {
    AtomicInteger asked = new AtomicInteger();
    try (Database database = ServerComponents.inMemory("1")) {
      CopyWarmUp.run(database, () -> asked.incrementAndGet() > 1);
      assertThat(asked.get()).isBetween(2, 4);
    }
  }
}
