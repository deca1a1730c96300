package dev.omendb.engine.storage;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.column.Batch;
import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.DoubleColumn;
import dev.omendb.engine.column.LongColumn;
import dev.omendb.engine.index.IndexKeys;
import dev.omendb.engine.index.IndexSupport;
import dev.omendb.engine.index.KeyBuffer;

/// Keys of plain columns in the order of their bits, as the SQL layer's would be for bigint and
/// "C" text.
final class TestKeys implements IndexSupport {
  @Override
  public IndexKeys keys(Catalog catalog, CatalogObject.Index definition) {
    int[] attnums =
        definition.keys().stream().mapToInt(CatalogObject.IndexKey::attnum).toArray();
    CatalogObject.Table table =
        catalog.find(CatalogObject.Table.class, definition.tableOid()).orElseThrow();
    return new PlainKeys(table, attnums);
  }

  static byte[] key(long... values) {
    KeyBuffer buffer = new KeyBuffer();
    for (long value : values) {
      buffer.putByte(1);
      buffer.putLong(value ^ Long.MIN_VALUE);
    }
    return buffer.toByteArray();
  }

  private static final class PlainKeys implements IndexKeys {
    private final CatalogObject.Table table;
    private final int[] attnums;
    private Batch rows = new Batch();

    PlainKeys(CatalogObject.Table table, int[] attnums) {
      this.table = table;
      this.attnums = attnums;
    }

    @Override
    public int[] attnums() {
      return attnums;
    }

    @Override
    public void bind(Batch batch) {
      rows = batch;
    }

    @Override
    public boolean includes(int row) {
      return true;
    }

    @Override
    public boolean hasNull(int row) {
      for (int attnum : attnums) {
        if (rows.column(attnum - 1).isNull(row)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public void encode(int row, KeyBuffer into) {
      for (int attnum : attnums) {
        Column column = rows.column(attnum - 1);
        if (column.isNull(row)) {
          into.putByte(2);
          continue;
        }
        into.putByte(1);
        switch (column) {
          case LongColumn longs -> into.putLong(longs.get(row) ^ Long.MIN_VALUE);
          case DoubleColumn doubles -> into.putLong(Double.doubleToLongBits(doubles.get(row)));
          case BytesColumn bytes -> {
            into.putBytes(bytes.heap(), bytes.offset(row), bytes.length(row));
            into.putByte(0);
          }
        }
      }
    }

    @Override
    public Column key(int index) {
      return rows.column(attnums[index] - 1);
    }

    @Override
    public String describe(int row) {
      StringBuilder names = new StringBuilder();
      StringBuilder values = new StringBuilder();
      for (int attnum : attnums) {
        names.append(names.isEmpty() ? "" : ", ").append(table.column(attnum).name());
        Column column = rows.column(attnum - 1);
        values
            .append(values.isEmpty() ? "" : ", ")
            .append(
                switch (column) {
                  case LongColumn longs -> Long.toString(longs.get(row));
                  case DoubleColumn doubles -> Double.toString(doubles.get(row));
                  case BytesColumn bytes -> new String(bytes.copy(row));
                });
      }
      return "(%s)=(%s)".formatted(names, values);
    }
  }
}
