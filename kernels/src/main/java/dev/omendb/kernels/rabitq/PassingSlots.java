package dev.omendb.kernels.rabitq;

import java.util.function.LongPredicate;

/// Which codes of a part are of rows that may pass a filter: 16 bits for each block, copies
/// included, and how many there are in each list. What searches with the same filter share, so that
/// none of them looks at a row it need not. Immutable.
public final class PassingSlots {
  private final char[] lanes;
  private final int[] all;
  private final int[] rows;
  private final int rowBlocks;
  private final int passing;

  private PassingSlots(char[] lanes, int[] all, int[] rows, int rowBlocks) {
    this.lanes = lanes;
    this.all = all;
    this.rows = rows;
    this.rowBlocks = rowBlocks;
    int sum = 0;
    for (int some : rows) {
      sum += some;
    }
    this.passing = sum;
  }

  /// @param mayPass of the id of a row
  public static PassingSlots of(IvfPart part, LongPredicate mayPass) {
    boolean[] passing = new boolean[part.rows()];
    for (int row = 0; row < passing.length; row++) {
      long id = part.id(row);
      passing[row] = id >= 0 && mayPass.test(id);
    }
    char[] lanes = new char[part.blocks()];
    int[] all = new int[part.lists()];
    int[] rows = new int[part.lists()];
    int rowBlocks = 0;
    for (int list = 0; list < part.lists(); list++) {
      int slot = CodeBlocks.LANES * part.firstBlock(list);
      for (int row = part.firstRow(list); row < part.firstRow(list + 1); row++, slot++) {
        rows[list] += add(lanes, slot, passing[row]);
      }
      int last = (slot + CodeBlocks.LANES - 1) / CodeBlocks.LANES;
      for (int block = part.firstBlock(list); block < last; block++) {
        rowBlocks += lanes[block] == 0 ? 0 : 1;
      }
      all[list] = rows[list];
      for (int copy = part.firstCopy(list); copy < part.firstCopy(list + 1); copy++, slot++) {
        all[list] += add(lanes, slot, passing[part.rowOfCopy(copy)]);
      }
    }
    return new PassingSlots(lanes, all, rows, rowBlocks);
  }

  private static int add(char[] lanes, int slot, boolean passes) {
    if (passes) {
      lanes[slot / CodeBlocks.LANES] |= (char) (1 << slot % CodeBlocks.LANES);
    }
    return passes ? 1 : 0;
  }

  /// Codes of a list that pass, those of copies too.
  int count(int list) {
    return all[list];
  }

  /// Rows of a list that pass.
  int rows(int list) {
    return rows[list];
  }

  /// Rows that pass.
  int rows() {
    return passing;
  }

  /// Blocks that have a code of such a row, copies apart.
  int rowBlocks() {
    return rowBlocks;
  }

  /// A bit for each code of a block.
  int lanes(int block) {
    return lanes[block];
  }

  /// Moves those among found codes that pass to the front; answers where they end.
  ///
  /// @param slots counted from `block` on
  int keep(int block, int[] slots, float[] bounds, int from, int to) {
    int kept = from;
    for (int i = from; i < to; i++) {
      int slot = slots[i];
      slots[kept] = slot;
      bounds[kept] = bounds[i];
      kept += lanes[block + slot / CodeBlocks.LANES] >>> slot % CodeBlocks.LANES & 1;
    }
    return kept;
  }

  /// Puts the bounds of codes that do not pass out of reach.
  void hide(int block, float[] bounds, int count) {
    for (int i = 0; i < count; i++) {
      boolean passes = (lanes[block + i / CodeBlocks.LANES] >>> i % CodeBlocks.LANES & 1) != 0;
      bounds[i] = passes ? bounds[i] : Float.POSITIVE_INFINITY;
    }
  }
}
