/** The words of aliases: gentle, easy to say on the phone, and no name, origin, faith, colour or condition of anybody among them. */

export const adjectives: readonly string[] = `
  Active Agile Airy Ample Amused Apt Artful Attentive Awake Balanced Balmy Beaming Blithe Blooming Bold Brave Breezy
  Bright Brisk Bubbly Buoyant Busy Calm Candid Capable Careful Caring Cheerful Cheery Chipper Clear Clever Cloudless Cordial
  Cosmic Courteous Cozy Crisp Curious Dainty Dancing Dapper Daring Dazzling Deft Devoted Dewy Diligent Dreamy Eager Earnest Easy
  Elated Elegant Even Fabled Famous Fancy Fearless Festive Fleet Floating Fluent Flying Fond Fortunate Fragrant Frank
  Fresh Friendly Frosty Gallant Generous Gentle Genuine Giddy Gifted Glad Gleaming Gliding Glowing Golden Graceful Gracious Grand
  Grateful Handy Happy Hardy Harmonic Hearty Helpful Honest Hopeful Humble Humming Ideal Inventive Jaunty Jolly Jovial Joyful
  Jubilant Keen Kind Kindly Leaping Learned Level Likable Lively Lofty Loyal Lucid Lucky Luminous Lunar Lush Lyrical Magical
  Mellow Melodic Merry Mighty Mild Mindful Mirthful Misty Modest Mossy Musical Neat Neighborly Nifty Nimble Noble Noted Open
  Orderly Patient Peaceful Peppy Placid Playful Pleasant Plucky Poetic Poised Polite Precious Prime Prompt Proud Prudent Punctual
  Quaint Quick Quiet Radiant Rapid Ready Regal Relaxed Restful Rested Robust Rolling Roomy Rosy Rustic Sailing Satisfied Savvy
  Scenic Serene Shining Silken Silvery Sincere Singing Skillful Smart Smiling Smooth Snappy Snowy Soaring Soft Solar Solid Soothing
  Sparkling Speedy Spirited Splendid Spry Stately Steadfast Steady Stellar Sturdy Sublime Summery Sunlit Sunny Supple Sure Sweet
  Swift Swimming Tactful Tender Thankful Thoughtful Tidy Timely Tranquil Trim True Trusty Tuneful Twinkling Upbeat Useful Valiant
  Velvety Verdant Vibrant Vivid Warm Watchful Welcome Whimsical Whistling Willing Windy Winsome Wise Witty Wondrous Zesty`
  .trim()
  .split(/\s+/);

export const nouns: readonly string[] = `
  Acorn Albatross Alder Alpaca Anchor Antelope Apple Apricot Arbor Armadillo Avocet Badger Balsam Bamboo Barley Basin Bay Beacon
  Beaver Beech Beetle Bell Bilby Birch Bison Bittern Blossom Bluebell Bluebird Bobcat Bongo Boulder Breeze Bridge Brook Bumblebee
  Bunting Buttercup Butterfly Cactus Canoe Canyon Caribou Cascade Catbird Cedar Chaffinch Cheetah Cherry Chestnut Chickadee
  Chinchilla Chipmunk Cicada Cliff Cloud Coast Cobble Comet Compass Condor Coral Cormorant Cottonwood Cougar Cove Cowbird Crane
  Creek Cricket Crocus Curlew Cypress Daffodil Dandelion Dawn Deer Delta Dipper Dogwood Dolphin Dove Dragonfly Dune Eagle
  Echo Egret Eider Eland Elk Elm Ember Ermine Estuary Falcon Feather Ferret Fieldfare Fig Finch Firefly Fjord Flamingo Flax
  Flicker Fossil Foxglove Gannet Garden Garnet Gazelle Gecko Geyser Gibbon Giraffe Glacier Glade Glen Goldfinch Goose Goshawk
  Granite Grassland Grebe Grosbeak Grouse Grove Gull Hamster Harbor Hare Harrier Harvest Hawk Hawthorn Hedgehog Hazelnut Heron
  Hickory Hill Hoopoe Hornbeam Horizon Hummingbird Hyacinth Ibex Ibis Iguana Impala Inlet Island Jackdaw Jacana Jackrabbit Jaguar
  Jellyfish Kestrel Kettle Kingbird Kingfisher Kinglet Kite Koala Kudu Ladybug Lagoon Lake Lantern Larch Lark Lava Leaf
  Lemur Leopard Lichen Lighthouse Lilac Limpet Linnet Llama Lobster Loon Lotus Lupine Lynx Macaw Magpie Mallard Manatee
  Mangrove Maple Margay Marmot Marsh Meadow Meadowlark Mesa Meteor Mink Minnow Mongoose Moon Moose Moss Mountain Muskrat
  Narwhal Nebula Nectar Nest Newt Nightjar Nutmeg Nuthatch Oak Oasis Oat Ocean Ocelot Octopus Okapi Opal Orchard Orchid
  Oriole Osprey Otter Ouzel Owl Oyster Paddle Palm Panda Panther Parakeet Parrot Parsley Partridge Peach Pear Pebble Pelican
  Penguin Peony Petal Petrel Petunia Pheasant Pigeon Pine Pintail Pipit Planet Plateau Plover Plum Pond Poplar Porcupine Porpoise
  Prairie Primrose Puffin Pumpkin Quail Quartz Quince Quokka Rabbit Raccoon Rainbow Raindrop Raven Redstart Redwood Reed Reef
  Reindeer Ridge River Roadrunner Rook Saffron Salamander Salmon Sandpiper Sapling Sapphire Savanna Seagrass Seal Seashell Sequoia
  Shore Siskin Skylark Snowdrop Snowflake Sparrow Spring Spruce Squirrel Starfish Starling Stoat Stork Stream Summit
  Sunbeam Sunflower Sunrise Swallow Swan Sycamore Tamarack Tamarin Tanager Tapir Teal Tern Thicket Thistle Thrush Thyme Tide Tiger
  Toucan Trail Treefrog Trout Tulip Tundra Turtle Valley Vireo Vole Wagtail Walnut Walrus Warbler Waterfall Waxwing Wheat
  Whimbrel Willet Wombat Woodland Woodlark Woodpecker Yarrow Zebra Zephyr`
  .trim()
  .split(/\s+/);
