package dev.outlink.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.CompactionOptionsUniversal;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * An open RocksDB for data that need not outlive the process: no log is written ahead and nothing
 * is synchronised. Memory: two buffers of 16 MiB for what is written, 8 MiB of cached blocks, and
 * about 16 MiB for merging.
 */
final class Database implements AutoCloseable {

  private static final long MIB = 1 << 20;

  private final Cache cache;
  private final Options options;
  private final WriteOptions writing;
  private final ReadOptions reading;
  private final RocksDB db;

  private Database(
      Cache cache, Options options, WriteOptions writing, ReadOptions reading, RocksDB db) {
    this.cache = cache;
    this.options = options;
    this.writing = writing;
    this.reading = reading;
    this.db = db;
  }

  /**
   * Opens an empty database in a directory of its own. Loads the native library when it is the
   * first, from beside that directory.
   */
  static Database open(Path directory) throws RocksDBException, IOException {
    loadLibrary(directory);
    Cache cache = new LRUCache(8 * MIB);
    Options options = options(cache);
    WriteOptions writing = new WriteOptions().setDisableWAL(true);
    ReadOptions reading = new ReadOptions();
    try {
      RocksDB db = RocksDB.open(options, directory.toString());
      return new Database(cache, options, writing, reading, db);
    } catch (RocksDBException failure) {
      close(reading, writing, options, cache);
      throw failure;
    }
  }

  /**
   * Left to itself it unpacks the library to the system's temporary files, and removes it there
   * when the JVM ends, which it does not do where it is killed: 15 MB each time.
   */
  private static synchronized void loadLibrary(Path directory) throws IOException {
    Path folder = Files.createTempDirectory(directory.toAbsolutePath().getParent(), "library");
    try {
      NativeLibraryLoader.getInstance().loadLibrary(folder.toString());
      RocksDB.loadLibrary(); // finds it loaded
    } finally {
      CrawlFolder.delete(folder);
    }
  }

  void write(WriteBatch batch) throws RocksDBException {
    db.write(writing, batch);
  }

  RocksIterator iterator() {
    return db.newIterator(reading);
  }

  /** Waits for no merging: it breaks off. */
  @Override
  public void close() {
    db.cancelAllBackgroundWork(true);
    close(db, reading, writing, options, cache);
  }

  /**
   * What is written is read once, soon and in order, and never overwritten: so it is merged seldom
   * and many files at a time. By levels, merging took twice the time from ten million entries on.
   */
  private static Options options(Cache cache) {
    return new Options()
        .setCreateIfMissing(true)
        .setErrorIfExists(true)
        .setWriteBufferSize(16 * MIB)
        .setMaxWriteBufferNumber(2)
        .setTargetFileSizeBase(32 * MIB)
        .setCompactionStyle(CompactionStyle.UNIVERSAL)
        .setCompactionOptionsUniversal(
            new CompactionOptionsUniversal()
                .setMinMergeWidth(4)
                .setSizeRatio(10)
                .setMaxSizeAmplificationPercent(400))
        .setLevel0FileNumCompactionTrigger(8)
        .setLevel0SlowdownWritesTrigger(40)
        .setLevel0StopWritesTrigger(60)
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setTableFormatConfig(
            new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setBlockSize(16 * 1024)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true))
        .setAvoidFlushDuringShutdown(true)
        .setMaxOpenFiles(256)
        .setMaxBackgroundJobs(2)
        .setInfoLogLevel(InfoLogLevel.ERROR_LEVEL)
        .setKeepLogFileNum(1)
        .setStatsDumpPeriodSec(0)
        .setStatsPersistPeriodSec(0);
  }

  private static void close(AbstractNativeReference... parts) {
    for (AbstractNativeReference part : parts) {
      part.close();
    }
  }
}
