/**
 * What a peer publishes about itself in the DHT, signed with its identity: the addresses where it listens. PROTOCOL.md §4.6.
 */
@NullMarked
package dev.godwit.node.finding.record;

import org.jspecify.annotations.NullMarked;
