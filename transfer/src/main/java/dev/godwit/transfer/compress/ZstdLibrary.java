package dev.godwit.transfer.compress;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.util.Native;
import com.github.luben.zstd.util.ZstdVersion;

/** The native library: loaded once, from {@code java.library.path} if it is there, else out of its jar. */
public final class ZstdLibrary {
    private static final boolean AVAILABLE = load();

    private ZstdLibrary() {}

    /** Whether this platform has it; the first call loads it, which takes 10 ms, or 60 ms out of the jar. */
    public static boolean isAvailable() {
        return AVAILABLE;
    }

    static void require() {
        if (!AVAILABLE) {
            throw new IllegalStateException("there is no zstd for this platform");
        }
    }

    @SuppressWarnings("restricted")
    private static boolean load() {
        try {
            System.loadLibrary("zstd-jni-" + ZstdVersion.VERSION);
            Native.assumeLoaded();
        } catch (UnsatisfiedLinkError notUnpacked) {
            // The library unpacks itself when it is first used.
        }
        try {
            return Zstd.compressBound(0) > 0;
        } catch (LinkageError e) {
            return false;
        }
    }
}
