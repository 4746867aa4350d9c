package dev.godwit.network.lan;

import dev.godwit.network.lan.mdns.Findings;
import dev.godwit.network.lan.mdns.Search;
import dev.godwit.network.lan.service.LanFinding;
import java.util.function.Consumer;

/** A search, what it has found, and whom it tells. */
record OpenSearch(Search search, Findings findings, Consumer<LanFinding> listener) {}
