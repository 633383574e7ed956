import type { WordGroup } from './words.ts'

const group = (name: string, words: string, noun = true): WordGroup => ({
  group: name,
  noun,
  words: words.split(', '),
})

/** What a picture may show, and what things may be like: plain words, our own list, for scorers that bring none. */
export const everydayWords: readonly WordGroup[] = [
  group(
    'people',
    'man, woman, boy, girl, baby, child, crowd, couple, family, farmer, doctor, soldier, dancer, musician, cook, knight, king, queen, astronaut, clown, pirate, bride, face, hand, eye',
  ),
  group(
    'animals',
    'cat, dog, horse, cow, sheep, goat, pig, rabbit, mouse, squirrel, hedgehog, fox, wolf, bear, deer, lion, tiger, elephant, giraffe, zebra, monkey, gorilla, panda, koala, kangaroo, camel, hippopotamus, rhinoceros, bat, otter',
  ),
  group(
    'birds',
    'bird, robin, sparrow, crow, owl, eagle, parrot, penguin, duck, swan, goose, chicken, rooster, peacock, flamingo, pigeon, seagull, hummingbird, stork, ostrich',
  ),
  group(
    'reptiles and small creatures',
    'snake, lizard, turtle, crocodile, frog, butterfly, bee, ladybird, dragonfly, ant, spider, beetle, snail, caterpillar, scorpion',
  ),
  group(
    'sea creatures',
    'fish, shark, whale, dolphin, seal, octopus, jellyfish, crab, lobster, starfish, seahorse, goldfish, shell, coral',
  ),
  group(
    'imagined creatures',
    'dragon, unicorn, mermaid, robot, dinosaur, ghost, monster, angel, fairy, skeleton',
  ),
  group(
    'plants',
    'tree, pine tree, palm tree, flower, rose, tulip, sunflower, daisy, orchid, cactus, grass, fern, moss, ivy, mushroom, leaf, bush, vine, bamboo, water lily',
  ),
  group(
    'fruit and vegetables',
    'apple, pear, orange, lemon, banana, grapes, strawberry, cherry, peach, pineapple, watermelon, tomato, carrot, potato, onion, pepper, cucumber, pumpkin, cabbage, broccoli, corn, garlic',
  ),
  group(
    'food and drink',
    'bread, cheese, egg, soup, salad, pizza, hamburger, sandwich, pasta, rice, sushi, sausage, pancake, cake, pie, cookie, doughnut, ice cream, chocolate, candy, honey, coffee, tea, juice, beer, wine',
  ),
  group(
    'kitchen',
    'cup, mug, glass, bottle, bowl, plate, fork, knife, spoon, pan, pot, kettle, teapot, basket, jar, oven, refrigerator, candle',
  ),
  group(
    'furniture and rooms',
    'chair, table, sofa, bed, desk, lamp, shelf, mirror, carpet, curtain, fireplace, door, window, stairs, kitchen, bathroom, bedroom, living room, library, cradle',
  ),
  group(
    'clothes',
    'hat, cap, crown, helmet, glasses, mask, scarf, tie, shirt, dress, coat, trousers, skirt, shoe, boot, glove, sock, ring, necklace, watch, umbrella, bag, backpack, suitcase',
  ),
  group(
    'tools and things',
    'hammer, saw, axe, scissors, key, lock, rope, ladder, bucket, broom, needle, anchor, bell, clock, compass, lantern, torch, sword, shield, bow, flag, map, letter, book, newspaper, pen, pencil, paintbrush, coin, gift, balloon, kite, doll, teddy bear, dice, chessboard',
  ),
  group('music', 'guitar, piano, violin, drum, trumpet, flute, harp, accordion, microphone, saxophone'),
  group(
    'machines',
    'computer, laptop, telephone, television, camera, radio, keyboard, telescope, microscope, light bulb, windmill, engine, gear, satellite',
  ),
  group(
    'vehicles',
    'car, truck, bus, taxi, tractor, motorcycle, bicycle, train, tram, boat, ship, sailing boat, canoe, submarine, airplane, helicopter, hot air balloon, rocket, sledge, carriage',
  ),
  group(
    'buildings',
    'house, hut, barn, castle, tower, church, temple, mosque, skyscraper, lighthouse, bridge, factory, school, shop, market, stadium, ruin, pyramid, tent, fountain, statue, wall, fence, gate',
  ),
  group(
    'landscapes',
    'mountain, hill, valley, forest, jungle, desert, beach, island, sea, lake, river, waterfall, cave, cliff, meadow, field, garden, park, road, path, street, city, village, harbour, volcano, glacier',
  ),
  group(
    'sky and weather',
    'sun, moon, star, planet, cloud, rainbow, lightning, rain, snow, fog, storm, sunset, fire, smoke, wave, galaxy',
  ),
  group(
    'kinds of picture',
    'photograph, painting, drawing, sketch, cartoon, watercolour, poster, sculpture, portrait, pattern, logo, diagram, text, screenshot',
  ),
  group(
    'colours',
    'red, orange, yellow, green, turquoise, blue, purple, pink, white, black, grey, brown, golden, silver',
    false,
  ),
  group('sizes', 'tiny, small, big, huge, tall, short, thin, thick', false),
  group('ages', 'young, old, new, ancient, modern', false),
  group('materials', 'wooden, metal, stone, paper, woollen, leather, plastic, golden, brick', false),
  group('times', 'morning, noon, evening, night, dawn, dusk', false),
  group('seasons', 'spring, summer, autumn, winter', false),
  group('numbers', 'one, two, three, four, five, six', false),
  group(
    'doings',
    'sitting, standing, running, sleeping, flying, swimming, eating, jumping, dancing, reading, smiling, crying',
    false,
  ),
  group('moods', 'happy, sad, angry, calm, scared', false),
  group('weathers', 'sunny, rainy, snowy, foggy, stormy, cloudy', false),
  group('shapes', 'round, square, long, flat, pointed', false),
]
