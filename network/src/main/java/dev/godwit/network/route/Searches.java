package dev.godwit.network.route;

import dev.godwit.wire.link.Search;
import java.util.List;

/**
 * Where to look for one peer.
 *
 * @param first searches that begin at once
 * @param later searches that begin when the first have come to nothing, or have had a second: they cost others something
 */
public record Searches(List<Search> first, List<Search> later) {
    public Searches {
        first = List.copyOf(first);
        later = List.copyOf(later);
    }

    /** All at once. */
    public static Searches of(List<Search> searches) {
        return new Searches(searches, List.of());
    }
}
