package dev.godwit.content.disk;

import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * What differs between the processors Linux runs on: the numbers of system calls, two flags of open, and where the fields
 * of {@code struct stat} are. From the kernel's uapi headers: asm/unistd.h, asm/fcntl.h, asm/stat.h.
 *
 * @param directory O_DIRECTORY
 * @param noFollow O_NOFOLLOW
 */
record Abi(Abi.Numbers numbers, int directory, int noFollow, Abi.Stat stat) {
    /** 64-bit Intel and AMD. */
    static final Abi X86_64 = new Abi(
            new Numbers(3, 5, 8, 17, 18, 74, 91, 257, 258, 262, 263, 266, 267, 280, 306, 316, 437),
            0x10000,
            0x20000,
            new Stat(24, 28));

    /** 64-bit ARM. */
    static final Abi AARCH64 = new Abi(
            new Numbers(57, 80, 62, 67, 68, 82, 52, 56, 34, 79, 35, 36, 78, 88, 267, 276, 437),
            0x4000,
            0x8000,
            new Stat(16, 24));

    /** Numbers of system calls. */
    record Numbers(
            int close,
            int fstat,
            int lseek,
            int pread64,
            int pwrite64,
            int fsync,
            int fchmod,
            int openat,
            int mkdirat,
            int newfstatat,
            int unlinkat,
            int symlinkat,
            int readlinkat,
            int utimensat,
            int syncfs,
            int renameat2,
            int openat2) {}

    /** Offsets of fields that are not at the same place everywhere, in bytes. */
    record Stat(int mode, int owner) {}

    /** Of this machine; empty when it is not one of those here, or not 64-bit Linux. */
    static Optional<Abi> current() {
        if (!System.getProperty("os.name").equals("Linux") || ValueLayout.ADDRESS.byteSize() != Long.BYTES) {
            return Optional.empty();
        }
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> Optional.of(X86_64);
            case "aarch64" -> Optional.of(AARCH64);
            default -> Optional.empty();
        };
    }
}
