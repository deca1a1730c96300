package dev.omendb.engine.fs;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/// Turns what the operating system says into what PostgreSQL says.
public final class FileErrors {
  public static final String NO_SPACE = "No space left on device";
  private static final String NO_FILE = "No such file or directory";

  private FileErrors() {}

  /// @param action what failed, as PostgreSQL words it: `write to file`, `fsync file`
  public static DatabaseException of(String action, String name, IOException cause) {
    String reason = reason(cause);
    return new DatabaseException(
        state(reason, cause), "could not %s \"%s\": %s".formatted(action, name, reason), cause);
  }

  /// A file ends before data that must be there.
  public static DatabaseException tooShort(String name, long position, long missingBytes) {
    return new DatabaseException(
        SqlState.DATA_CORRUPTED,
        "could not read file \"%s\": it ends at byte %d, %d bytes too early"
            .formatted(name, position, missingBytes));
  }

  static DatabaseException locked(String folder) {
    return new DatabaseException(
            SqlState.LOCK_FILE_EXISTS, "data folder \"%s\" is in use".formatted(folder))
        .hint("Is another OmenDB server running on it?");
  }

  private static SqlState state(String reason, IOException cause) {
    if (reason.contains(NO_SPACE) || reason.contains("quota exceeded")) {
      return SqlState.DISK_FULL;
    }
    if (cause instanceof NoSuchFileException || reason.contains(NO_FILE)) {
      return SqlState.UNDEFINED_FILE;
    }
    return cause instanceof FileAlreadyExistsException
        ? SqlState.DUPLICATE_FILE
        : SqlState.IO_ERROR;
  }

  private static String reason(IOException cause) {
    return switch (cause) {
      case NoSuchFileException _ -> NO_FILE;
      case FileAlreadyExistsException _ -> "File exists";
      case AccessDeniedException _ -> "Permission denied";
      case DirectoryNotEmptyException _ -> "Directory not empty";
      case FileSystemException e -> orName(e.getReason(), e);
      case IOException e -> orName(e.getMessage(), e);
    };
  }

  private static String orName(@Nullable String text, IOException cause) {
    return text == null ? cause.getClass().getSimpleName() : text;
  }
}
