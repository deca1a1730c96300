package dev.omendb.engine.fs.simulated;

import dev.omendb.engine.fs.FileSystem;
import java.util.Map;

/// A change to a folder's entries that a crash may undo until the folder is synced.
sealed interface NameChange {
  void applyTo(Map<String, SimulatedContent> names);

  boolean touches(String folder);

  record Put(String name, SimulatedContent content) implements NameChange {
    @Override
    public void applyTo(Map<String, SimulatedContent> names) {
      names.put(name, content);
    }

    @Override
    public boolean touches(String folder) {
      return FileSystem.folderOf(name).equals(folder);
    }
  }

  record Delete(String name) implements NameChange {
    @Override
    public void applyTo(Map<String, SimulatedContent> names) {
      names.remove(name);
    }

    @Override
    public boolean touches(String folder) {
      return FileSystem.folderOf(name).equals(folder);
    }
  }

  record Rename(String from, String to, SimulatedContent content) implements NameChange {
    @Override
    public void applyTo(Map<String, SimulatedContent> names) {
      names.remove(from, content);
      names.put(to, content);
    }

    @Override
    public boolean touches(String folder) {
      return FileSystem.folderOf(from).equals(folder) || FileSystem.folderOf(to).equals(folder);
    }
  }
}
