package dev.omendb.pgwire.message;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.error.StackLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one place that turns what was thrown into what a client may see.
public final class ErrorReport {
  private static final Logger LOGGER = LoggerFactory.getLogger(ErrorReport.class);

  private ErrorReport() {}

  /// The error to send. Anything but a [DatabaseException] is a bug or an exhausted machine: it is
  /// logged with its stack, and its message stays here.
  public static DatabaseException of(Throwable thrown) {
    return switch (thrown) {
      case DatabaseException known -> logged(known);
      case StackOverflowError deep -> StackLimit.exceeded(deep);
      case OutOfMemoryError full -> outOfMemory(full);
      case Throwable unknown -> unexpected(unknown);
    };
  }

  /// What says that the disk or the data is bad must reach the log, too.
  private static DatabaseException logged(DatabaseException known) {
    boolean serious =
        switch (known.state()) {
          case INTERNAL_ERROR, DATA_CORRUPTED, INDEX_CORRUPTED, IO_ERROR, DISK_FULL -> true;
          default -> false;
        };
    if (serious) {
      LOGGER.error("{}: {}", known.state().code(), known.getMessage(), known);
    }
    return known;
  }

  private static DatabaseException outOfMemory(OutOfMemoryError full) {
    LOGGER.error("out of memory", full);
    return new DatabaseException(SqlState.OUT_OF_MEMORY, "out of memory", full);
  }

  private static DatabaseException unexpected(Throwable unknown) {
    LOGGER.error("unexpected failure", unknown);
    return new DatabaseException(
        SqlState.INTERNAL_ERROR, "internal error; the server's log has the details", unknown);
  }
}
