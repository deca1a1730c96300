package dev.omendb.engine.catalog;

import dev.omendb.engine.catalog.CatalogObject.Comment;
import dev.omendb.engine.catalog.CatalogObject.Database;
import dev.omendb.engine.catalog.CatalogObject.EnumType;
import dev.omendb.engine.catalog.CatalogObject.Extension;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Role;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.engine.catalog.CatalogObject.Sequence;
import dev.omendb.engine.catalog.CatalogObject.Settings;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.catalog.CatalogObject.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Everything that DDL made, at one version. Immutable; [#with] returns a changed copy. Built-in
/// objects (types, functions, pg_catalog) are not here: the SQL layer knows them.
public final class Catalog {
  public static final Catalog EMPTY = new Catalog(0, new TreeMap<>());

  private final long version;
  private final TreeMap<Long, CatalogObject> objects;
  private final Map<RelationName, CatalogObject> relations = new HashMap<>();
  private final Map<Long, List<Index>> indexesByTable = new HashMap<>();

  private Catalog(long version, TreeMap<Long, CatalogObject> objects) {
    this.version = version;
    this.objects = objects;
    for (CatalogObject object : objects.values()) {
      switch (object) {
        case Table t -> relations.put(new RelationName(t.schemaOid(), t.name()), t);
        case View v -> relations.put(new RelationName(v.schemaOid(), v.name()), v);
        case Sequence s -> relations.put(new RelationName(s.schemaOid(), s.name()), s);
        case Index i -> {
          relations.put(new RelationName(i.schemaOid(), i.name()), i);
          indexesByTable.computeIfAbsent(i.tableOid(), k -> new ArrayList<>()).add(i);
        }
        case Database _, Role _, Settings _, Schema _, EnumType _, Extension _, Comment _ -> {}
      }
    }
  }

  /// Grows with every change: plans made for another version are stale.
  public long version() {
    return version;
  }

  public Catalog with(List<CatalogChange> changes) {
    return with(changes, version + 1);
  }

  /// As [#with(List)], under a version of the caller's choice: uncommitted catalogs of different
  /// transactions must not share one.
  public Catalog with(List<CatalogChange> changes, long newVersion) {
    TreeMap<Long, CatalogObject> copy = new TreeMap<>(objects);
    for (CatalogChange change : changes) {
      switch (change) {
        case CatalogChange.Put put -> copy.put(put.object().oid(), put.object());
        case CatalogChange.Drop drop -> copy.remove(drop.oid());
      }
    }
    return new Catalog(newVersion, copy);
  }

  /// Every object in oid order.
  public Collection<CatalogObject> objects() {
    return Collections.unmodifiableCollection(objects.values());
  }

  /// Every object of one kind in oid order.
  public <T extends CatalogObject> List<T> all(Class<T> kind) {
    List<T> found = new ArrayList<>();
    for (CatalogObject object : objects.values()) {
      if (kind.isInstance(object)) {
        found.add(kind.cast(object));
      }
    }
    return found;
  }

  public Optional<CatalogObject> find(long oid) {
    return Optional.ofNullable(objects.get(oid));
  }

  public <T extends CatalogObject> Optional<T> find(Class<T> kind, long oid) {
    return find(oid).filter(kind::isInstance).map(kind::cast);
  }

  /// The table, view, sequence or index of this name.
  public Optional<CatalogObject> relation(long schemaOid, String name) {
    return Optional.ofNullable(relations.get(new RelationName(schemaOid, name)));
  }

  public Optional<Schema> schema(long databaseOid, String name) {
    return all(Schema.class).stream()
        .filter(s -> s.databaseOid() == databaseOid && s.name().equals(name))
        .findFirst();
  }

  public Optional<Database> database(String name) {
    return all(Database.class).stream().filter(d -> d.name().equals(name)).findFirst();
  }

  public Optional<Role> role(String name) {
    return all(Role.class).stream().filter(r -> r.name().equals(name)).findFirst();
  }

  /// In the order they were created.
  public List<Index> indexes(long tableOid) {
    return Collections.unmodifiableList(indexesByTable.getOrDefault(tableOid, List.of()));
  }

  private record RelationName(long schemaOid, String name) {}
}
