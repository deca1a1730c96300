package dev.omendb.sql.command.copy;

import dev.omendb.engine.column.Batch;
import dev.omendb.sql.session.ResultColumn;
import dev.omendb.sql.session.Session;
import java.util.List;

/// The binary format; see [BinaryCopyInput].
final class BinaryCopyWriter extends CopyWriter {
  BinaryCopyWriter(Session session, CopyOptions options, List<ResultColumn> columns) {
    super(session, options, columns);
  }

  @Override
  void header() {
    out.writeBytes(BinaryCopyInput.SIGNATURE, 0, BinaryCopyInput.SIGNATURE.length);
    out.writeInt(0);
    out.writeInt(0);
  }

  @Override
  void row(Batch batch, int row) {
    out.writeShort(columns.size());
    for (int c = 0; c < columns.size(); c++) {
      if (batch.column(c).isNull(row)) {
        out.writeInt(-1);
        continue;
      }
      int start = out.position();
      out.writeInt(0);
      columns.get(c).type().formatBinary(batch.column(c), row, out);
      out.patchInt(start, out.position() - start - 4);
    }
  }

  @Override
  void trailer() {
    out.writeShort(-1);
  }
}
