<?php
/**
 * Leaves nothing behind when the plug-in is removed.
 *
 * @package Parvis
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

$parvis_site = get_option( 'parvis_site' );
delete_option( 'parvis_site' );
if ( $parvis_site ) {
	$parvis_feed = md5( $parvis_site . '/feed.xml' );
	delete_transient( 'feed_' . $parvis_feed );
	delete_transient( 'feed_mod_' . $parvis_feed );
}
