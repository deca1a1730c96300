package dev.omendb.sql.session;

/// What a DECLARE CURSOR made. Belongs to the portal of its name and is closed with it.
public interface Cursor extends AutoCloseable {
  /// Reads on from where the cursor is: an Execute of its portal.
  Executable executable();

  /// WITH HOLD: stays open when its transaction commits.
  boolean holdable();

  boolean binary();

  boolean scrollable();

  /// Makes the rows independent of the transaction, which is about to commit.
  void materialise();

  @Override
  void close();
}
