package dev.godwit.content.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.content.merkle.PieceLayer;
import dev.godwit.content.merkle.PieceSize;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryTest {
    private static final Instant TIME = Instant.EPOCH;

    @Test
    void keepsItsPathWhateverHappensToTheListItCameFrom() {
        List<String> path = new ArrayList<>(List.of("dir", "file"));
        Entry entry = new Entry(0, path, 10, 0644, TIME, 5, PieceSize.STREAM);
        path.set(1, "..");
        assertThat(entry.path()).containsExactly("dir", "file");
        assertThat(entry.name()).isEqualTo("file");
        assertThat(entry.hasLength()).isTrue();
    }

    @Test
    void aStreamHasNoLength() {
        assertThat(entry(List.of("-"), Entry.UNKNOWN_LENGTH, 0644, Entry.UNKNOWN_LENGTH)
                        .hasLength())
                .isFalse();
    }

    @Test
    void refusesParentDirectoriesAnywhereInThePath() {
        assertThatThrownBy(() -> entry(List.of("..", "file"), 1, 0644, 1)).isInstanceOf(UnsafeNameException.class);
        assertThatThrownBy(() -> entry(List.of("dir", ".."), 1, 0644, 1)).isInstanceOf(UnsafeNameException.class);
        assertThatThrownBy(() -> entry(List.of("a/b"), 1, 0644, 1)).isInstanceOf(UnsafeNameException.class);
    }

    @Test
    void refusesValuesOutOfRange() {
        List<String> path = List.of("file");
        assertRefused(List.of(), 1, 0644, 1);
        assertRefused(Collections.nCopies(Entry.MAX_DEPTH + 1, "x"), 1, 0644, 1);
        assertRefused(path, -2, 0644, -2);
        assertRefused(path, (long) PieceLayer.MAX_PIECES * PieceSize.STREAM.bytes() + 1, 0644, 0);
        assertRefused(path, 1, 04644, 1);
        assertRefused(path, 1, -1, 1);
        assertRefused(path, 1, 0644, 2);
        assertRefused(path, 1, 0644, -1);
        assertThatIllegalArgumentException().isThrownBy(() -> new Entry(-1, path, 1, 0644, TIME, 1, PieceSize.STREAM));
    }

    private static void assertRefused(List<String> path, long length, int mode, long dataBytes) {
        assertThatIllegalArgumentException().isThrownBy(() -> entry(path, length, mode, dataBytes));
    }

    private static Entry entry(List<String> path, long length, int mode, long dataBytes) {
        return new Entry(0, path, length, mode, TIME, dataBytes, PieceSize.STREAM);
    }
}
