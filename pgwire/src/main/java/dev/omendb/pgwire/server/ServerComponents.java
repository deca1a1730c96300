package dev.omendb.pgwire.server;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.fs.DiskFileSystem;
import dev.omendb.engine.storage.SegmentStorage;
import dev.omendb.engine.storage.StorageEngine;
import dev.omendb.engine.storage.StorageOptions;
import dev.omendb.sql.catalog.SystemTables;
import dev.omendb.sql.session.Bootstrap;
import dev.omendb.sql.session.BuiltInSettings;
import dev.omendb.sql.session.Database;
import dev.omendb.sql.session.ScramVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;

/// Wires the parts below the wire together: data folder -> storage -> planner -> database.
public final class ServerComponents {
  private ServerComponents() {}

  /// Opens the data folder, which a first start fills. Errors: one line in a [StartException], and
  /// nothing is changed.
  public static Database open(ServerOptions options, String version) {
    Path folder = options.dataFolder().toAbsolutePath().normalize();
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new StartException("data folder \"" + folder + "\" is not a folder");
    }
    StorageEngine storage = openStorage(folder);
    try {
      Bootstrap.run(
          storage,
          options
              .password()
              .map(p -> ScramVerifier.of(p, new SecureRandom()).format())
              .orElse(null));
      return new Database(
          storage,
          BuiltInSettings.create(version),
          new SystemTables(List.of()),
          (session, statement, sql, types) -> {
            throw DatabaseException.unsupported(statement.getClass().getSimpleName());
          },
          Map.of());
    } catch (RuntimeException e) {
      storage.close();
      throw e;
    }
  }

  private static StorageEngine openStorage(Path folder) {
    try {
      return SegmentStorage.open(
          new DiskFileSystem(folder),
          StorageOptions.DEFAULT,
          (catalog, index) -> {
            throw DatabaseException.unsupported("an index");
          });
    } catch (DatabaseException e) {
      String message = String.valueOf(e.getMessage());
      String place = message.contains(folder.toString()) ? "" : "data folder \"" + folder + "\": ";
      throw new StartException(place + message, e);
    }
  }
}
