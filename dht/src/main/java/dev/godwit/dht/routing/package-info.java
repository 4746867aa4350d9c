/**
 * The routing table: which nodes this one knows, many of those near itself and few of those far away. BEP 5, with the
 * defences of libtorrent and mldht: only nodes that answered are in a bucket, one for each address, no neighbours of one
 * operator in the same bucket. Pure logic that is told the time; a table belongs to one thread and sends nothing: it names
 * whom to ping.
 */
@NullMarked
package dev.godwit.dht.routing;

import org.jspecify.annotations.NullMarked;
