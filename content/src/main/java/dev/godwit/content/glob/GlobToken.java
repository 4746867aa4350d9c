package dev.godwit.content.glob;

/** What a glob is made of. The rules are those of git's wildmatch with names that are kept apart by slashes. */
sealed interface GlobToken {
    /** Whether it takes a byte of text. */
    boolean takes(byte value);

    /** Whether it takes any number of bytes, none too. */
    default boolean repeats() {
        return false;
    }

    /** One byte that stands for itself. */
    record Literal(byte value) implements GlobToken {
        @Override
        public boolean takes(byte other) {
            return value == other;
        }
    }

    /** {@code ?}: one byte inside a name. */
    record AnyByte() implements GlobToken {
        @Override
        public boolean takes(byte value) {
            return value != '/';
        }
    }

    /** {@code [a-z]}: one byte of some, inside a name. */
    record OneOf(GlobSet set) implements GlobToken {
        @Override
        public boolean takes(byte value) {
            return value != '/' && set.has(value);
        }
    }

    /** A star: any bytes inside a name. */
    record AnyName() implements GlobToken {
        @Override
        public boolean takes(byte value) {
            return value != '/';
        }

        @Override
        public boolean repeats() {
            return true;
        }
    }

    /** Two stars at the end: any bytes. */
    record AnyPath() implements GlobToken {
        @Override
        public boolean takes(byte value) {
            return true;
        }

        @Override
        public boolean repeats() {
            return true;
        }
    }

    /** Two stars and a slash: nothing, or any bytes up to and with a slash. */
    record Directories() implements GlobToken {
        @Override
        public boolean takes(byte value) {
            return true;
        }

        @Override
        public boolean repeats() {
            return true;
        }
    }

    /** What is malformed: no byte at all. */
    record Never() implements GlobToken {
        @Override
        public boolean takes(byte value) {
            return false;
        }
    }
}
